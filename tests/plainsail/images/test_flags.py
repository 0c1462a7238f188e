"""What an engine is told of a pod: one flag for each thing that Kubernetes gives the container."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.images.flags import run_arguments
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

APP = "spec.template.spec.containers[app]"
POD = "spec.template.spec"


def of(tree: Manifests) -> tuple[list[tuple[str, str | None]], list[str], list[str]]:
    """Flags, arguments and what is left out, of the first container named app."""
    said = run_arguments(tree, next(each for each in tree.containers() if each.name == "app"))
    return [(flag.name, flag.value) for flag in said.flags], list(said.arguments), list(said.left_out)


def flags(*, pod: dict[str, Any] | None = None, **fields: Any) -> list[tuple[str, str | None]]:
    return of(manifests(workload(pod=pod, **fields)))[0]


def test_a_hardened_pod() -> None:
    assert flags() == [
        ("--user", "33:33"),
        ("--read-only", None),
        ("--cap-drop", "ALL"),
        ("--security-opt", "no-new-privileges"),
    ]


def test_each_flag_names_the_field_that_it_follows() -> None:
    tree = manifests(workload(resources={"limits": {"memory": "1Gi"}}))

    said = run_arguments(tree, next(tree.containers()))

    assert {flag.name: flag.field for flag in said.flags} == {
        "--user": f"{POD}.securityContext.runAsUser",
        "--read-only": f"{APP}.securityContext.readOnlyRootFilesystem",
        "--cap-drop": f"{APP}.securityContext.capabilities.drop",
        "--security-opt": f"{APP}.securityContext.allowPrivilegeEscalation",
        "--memory": f"{APP}.resources.limits.memory",
        "--memory-swap": f"{APP}.resources.limits.memory",
    }


def test_a_user_without_a_group_is_left_to_the_image() -> None:
    said = flags(pod={"securityContext": {"runAsGroup": None, "fsGroup": None}})

    assert said[0] == ("--user", "33")


def test_what_the_container_says_counts_more_than_what_its_pod_says() -> None:
    assert flags(securityContext={"runAsUser": 1000})[0] == ("--user", "1000:33")


def test_groups_of_volumes_are_groups_of_the_process() -> None:
    said = flags(pod={"securityContext": {"fsGroup": 2000, "supplementalGroups": [33, 3000]}})

    assert [value for name, value in said if name == "--group-add"] == ["2000", "3000"]


@pytest.mark.parametrize(
    ("security", "flag"),
    [
        ({"capabilities": {"add": ["NET_BIND_SERVICE"]}}, ("--cap-add", "NET_BIND_SERVICE")),
        ({"privileged": True}, ("--privileged", None)),
        ({"seccompProfile": {"type": "Unconfined"}}, ("--security-opt", "seccomp=unconfined")),
    ],
)
def test_what_loosens_the_pod_loosens_the_container(security: dict[str, Any], flag: tuple[str, str | None]) -> None:
    assert flag in flags(securityContext=security)
    assert flag not in flags()


def test_sysctls() -> None:
    sysctls = [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "80"}]

    assert ("--sysctl", "net.ipv4.ip_unprivileged_port_start=80") in flags(
        pod={"securityContext": {"sysctls": sysctls}}
    )


@pytest.mark.parametrize(
    ("memory", "size"), [("512Mi", "512m"), ("1Gi", "1024m"), ("64M", "64000000b"), ("1.5Gi", "1536m")]
)
def test_memory_is_a_limit_without_swap(memory: str, size: str) -> None:
    said = flags(resources={"limits": {"memory": memory}})

    assert said[-2:] == [("--memory", size), ("--memory-swap", size)]


@pytest.mark.parametrize(("cpu", "cpus"), [("500m", "0.5"), ("2", "2"), ("1500m", "1.5"), ("10", "10")])
def test_cpu_is_counted_in_cores(cpu: str, cpus: str) -> None:
    assert flags(resources={"limits": {"cpu": cpu}})[-1] == ("--cpus", cpus)


def test_requests_limit_nothing() -> None:
    assert flags(resources={"requests": {"cpu": "1", "memory": "1Gi"}}) == flags()


def test_what_is_left_of_the_grace_period_after_the_wait() -> None:
    lifecycle = {"preStop": {"sleep": {"seconds": 20}}}

    assert ("--stop-timeout", "40") in flags(pod={"terminationGracePeriodSeconds": 60}, lifecycle=lifecycle)
    assert ("--stop-timeout", "60") in flags(pod={"terminationGracePeriodSeconds": 60})


def test_a_command_replaces_the_entrypoint_and_its_rest_stands_before_the_arguments() -> None:
    said, arguments, _ = of(manifests(workload(command=["php", "bin/console"], args=["app:run", "--all"])))

    assert said[-1] == ("--entrypoint", "php")
    assert arguments == ["bin/console", "app:run", "--all"]


def test_arguments_alone_leave_the_entrypoint_alone() -> None:
    said, arguments, _ = of(manifests(workload(args=["--port=$(PORT)"], env=[{"name": "PORT", "value": "80"}])))

    assert "--entrypoint" not in dict(said)
    assert arguments == ["--port=80"]


def test_the_working_folder() -> None:
    assert ("--workdir", "/srv") in flags(workingDir="/srv")


def test_fields_that_decide_are_named_where_they_are_said() -> None:
    tree = manifests(
        workload(
            pod={"securityContext": {"supplementalGroups": [7], "runAsUser": 9}},
            securityContext={"runAsUser": 8, "runAsGroup": 8},
            envFrom=[{"configMapRef": {"name": "settings"}}],
        ),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: backend}, data: {A: b}}",
    )

    said = run_arguments(tree, next(tree.containers()))

    fields = {(flag.name, flag.value): flag.field for flag in said.flags}
    assert fields["--user", "8:8"] == f"{APP}.securityContext.runAsUser"
    assert fields["--group-add", "7"] == f"{POD}.securityContext.supplementalGroups"
    assert fields["--env", "A=b"] == f"{APP}.envFrom[settings]"
