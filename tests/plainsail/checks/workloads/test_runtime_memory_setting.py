"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import runtime_memory_setting
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import container, examined, made, pod_spec, workload

LIMIT = {"limits": {"memory": "512Mi"}}


def findings(env: dict[str, str] | None = None, **fields: Any) -> list[Finding]:
    variables = [{"name": name, "value": value} for name, value in (env or {}).items()]
    app = container(**{"env": variables, "resources": LIMIT, **fields})
    return list(runtime_memory_setting.check(examined(workload(pod=pod_spec(app)))))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOMEMLIMIT", "96Mi"),
        ("GOMEMLIMIT", "96MB"),
        ("GOMEMLIMIT", "96m"),
        ("GOMEMLIMIT", "0.5GiB"),
        ("GOMEMLIMIT", "-1"),
        ("JAVA_TOOL_OPTIONS", "-Dx=y -Xmx256Mi"),
        ("JAVA_TOOL_OPTIONS", "-Xms1MB"),
        ("JAVA_TOOL_OPTIONS", "-Xmx256"),
        ("JAVA_TOOL_OPTIONS", "-Xms256m -Xmx128m"),
        ("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75%"),
        ("JAVA_TOOL_OPTIONS", "-XX:MaxMetaspaceSize=64Mi"),
        ("_JAVA_OPTIONS", "-Xss1Mi"),
        ("NODE_OPTIONS", "--max-old-space-size=256Mi"),
        ("NODE_OPTIONS", "--max_old_space_size=256m"),
    ],
)
def test_the_process_ends_at_once(name: str, value: str) -> None:
    [finding] = findings({name: value})

    assert finding.severity == "error"
    assert finding.where.field == f"spec.template.spec.containers[app].env[{name}].value"


def test_says_how_go_wants_it() -> None:
    [finding] = findings({"GOMEMLIMIT": "96Mi"})

    assert finding.message == (
        "GOMEMLIMIT 96Mi: Go reads B, KiB, MiB, GiB or TiB behind a whole number: 96MiB; the process ends at once"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOMEMLIMIT", "1GiB"),
        ("JAVA_OPTS", "-Xmx512m"),
        ("JAVA_TOOL_OPTIONS", "-Xmx1g"),
        ("JAVA_OPTS", "-Xms512m -Xmx2048m"),
        ("JAVA_OPTS", "-Xmx512Mi"),
        ("NODE_OPTIONS", "--max-old-space-size=4096"),
        ("PHP_MEMORY_LIMIT", "1G"),
        ("PHP_MEMORY_LIMIT", "256MB"),
        ("DOTNET_GCHeapHardLimit", "40000000"),
        ("GOMAXPROCS", "500m"),
        ("GOMAXPROCS", "0.5"),
        ("GOMEMLIMIT", "100"),
    ],
)
def test_more_than_the_container_may_use_or_nothing_at_all(name: str, value: str) -> None:
    assert [finding.severity for finding in findings({name: value})] == [None]


@pytest.mark.parametrize(
    "command",
    [
        ["java", "-Xmx1g", "-jar", "a.jar"],
        ["node", "--max-old-space-size=1024", "a.js"],
        ["redis-server", "--maxmemory", "1gb"],
        ["memcached", "-m", "1024"],
        ["php", "-d", "memory_limit=1G", "a.php"],
        ["php", "-dmemory_limit=1G", "a.php"],
    ],
)
def test_commands(command: list[str]) -> None:
    assert [finding.severity for finding in findings(command=command)] == [None]


@pytest.mark.parametrize("command", [["java", "-Xmx1Gi", "-jar", "a.jar"], ["redis-server", "--maxmemory", "100Mi"]])
def test_commands_that_end_at_once(command: list[str]) -> None:
    assert [finding.severity for finding in findings(command=command)] == ["error"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOMEMLIMIT", "400MiB"),
        ("GOMEMLIMIT", "400000000"),
        ("GOMEMLIMIT", "400000000B"),
        ("GOMEMLIMIT", "off"),
        ("GOMEMLIMIT", "$(LIMIT)"),
        ("GOMAXPROCS", "2"),
        ("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75 -XX:MaxRAMPercentage=75.0 -Xss1m -Xmx256M"),
        ("JAVA_OPTS", "-Xmx${HEAP} -Xms128m"),
        ("NODE_OPTIONS", "--max-old-space-size=384 --enable-source-maps"),
        ("PHP_MEMORY_LIMIT", "-1"),
        ("PHP_MEMORY_LIMIT", "256M"),
        ("MEMORY_LIMIT", "1Gi"),
        ("DOTNET_GCHeapHardLimit", "0x10000000"),
    ],
)
def test_silent_on_amounts_that_fit(name: str, value: str) -> None:
    assert not findings({name: value})


def test_a_file_of_settings() -> None:
    volume = {"name": "php", "configMap": {"name": "php"}}
    app = container(resources=LIMIT, volumeMounts=[{"name": "php", "mountPath": "/etc/php"}])
    config = made("ConfigMap", name="php", data={"app.ini": "memory_limit = 1G\n"})
    [finding] = runtime_memory_setting.check(examined(workload(pod=pod_spec(app, volumes=[volume])), config))

    assert finding.where.field == 'data["app.ini"]'
    assert finding.message == "memory_limit 1G cannot be used: the container is killed at 512Mi of memory"


def test_silent_without_a_limit() -> None:
    assert not findings({"JAVA_OPTS": "-Xmx8g"}, resources={})
    assert not findings(command=["java", "-jar", "a.jar", "-Xmx1Gi"])
