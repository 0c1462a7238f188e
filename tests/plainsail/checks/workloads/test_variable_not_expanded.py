"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import variable_not_expanded
from tests.plainsail.checks.planted_objects import (
    Document,
    container,
    examined,
    made,
    pod_spec,
    service,
    told,
    workload,
)

PASSWORD = {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "p"}}}
URL = {"name": "URL", "value": "mysql://shop:$(DB_PASSWORD)@db"}
VALUE = "spec.template.spec.containers[app].env[URL].value"


def of(*env: Document, pod: Document | None = None, **fields: Any) -> Document:
    return workload(pod=pod_spec(container(env=list(env), **fields), **(pod or {})))


def found(*documents: Document, environment: str | None = "staging") -> list[tuple[str, str]]:
    return told(variable_not_expanded.check(examined(*documents, environment=environment)))


def test_a_variable_that_comes_later() -> None:
    [finding] = variable_not_expanded.check(examined(of(URL, PASSWORD)))

    assert finding.where.field == VALUE
    assert finding.message == "$(DB_PASSWORD) stays as it is: DB_PASSWORD comes later in the list"
    assert finding.severity == "error"


def test_a_misspelt_variable() -> None:
    message = "$(API_HOTS) stays as it is: no variable of this container has that name; did you mean 'API_HOST'?"

    assert found(of({"name": "URL", "value": "http://$(API_HOTS)"}, {"name": "API_HOST", "value": "a"})) == [
        (VALUE, message)
    ]


def test_a_variable_of_the_image() -> None:
    """Kubernetes does not know what the image sets: PATH=$(PATH):/opt loses all of it."""
    [finding] = variable_not_expanded.check(examined(of({"name": "PATH", "value": "$(PATH):/opt"})))

    assert finding.message == "$(PATH) stays as it is: no variable of this container has that name"
    assert finding.severity is None


@pytest.mark.parametrize(
    "env",
    [
        (PASSWORD, URL),
        ({"name": "URL", "value": "$$(DB_PASSWORD)"},),
        ({"name": "URL", "value": "$(hostname -f) $(date) $DB_PASSWORD"},),
        ({"name": "URL", "value": "$(SHOP_SERVICE_HOST):$(SHOP_SERVICE_PORT_HTTP)"},),
        ({"name": "URL", "value": "$(KUBERNETES_PORT_443_TCP_ADDR)"},),
        ({"name": "URL", "value": "a"}, {"name": "URL", "value": "$(URL)b"}),
    ],
)
def test_silent_on_what_kubernetes_fills_in_or_leaves(env: tuple[Document, ...]) -> None:
    assert not found(of(*env))


def test_a_service_that_links_are_switched_off_for() -> None:
    env = {"name": "URL", "value": "$(SHOP_SERVICE_HOST)"}

    assert len(found(of(env, pod={"enableServiceLinks": False}))) == 1
    assert not found(of({"name": "URL", "value": "$(KUBERNETES_SERVICE_HOST)"}, pod={"enableServiceLinks": False}))


def test_the_port_of_a_service() -> None:
    env = {"name": "URL", "value": "$(BACKEND_PORT)"}

    assert not found(of(env), service())
    assert len(found(of(env))) == 1


def test_a_whole_config_map_stands_before_the_list() -> None:
    whole = [{"configMapRef": {"name": "db"}, "prefix": "DB_"}]
    config = made("ConfigMap", name="db", data={"PASSWORD": "x"})

    assert not found(of(URL, PASSWORD, envFrom=whole), config)
    assert len(found(of({"name": "URL", "value": "$(DB_PASWORD)"}, envFrom=whole), config)) == 1


def test_a_whole_config_map_that_nobody_knows() -> None:
    """It may hold anything; a variable that comes later is no certain mistake."""
    whole = [{"configMapRef": {"name": "db"}}]

    assert not found(of({"name": "URL", "value": "$(OTHER)"}, envFrom=whole), environment=None)
    [finding] = variable_not_expanded.check(examined(of(URL, PASSWORD, envFrom=whole), environment=None))
    assert finding.severity is None


def test_commands_and_arguments() -> None:
    fields: dict[str, Any] = {"command": ["run", "--host=$(HOTS)"], "args": ["$(HOST)"]}

    assert [field for field, _ in found(of({"name": "HOST", "value": "a"}, **fields))] == [
        "spec.template.spec.containers[app].command[1]"
    ]


def test_silent_on_what_a_shell_runs() -> None:
    env = ({"name": "HOST", "value": "a"}, {"name": "SET_NAME", "value": "a"})

    assert not found(of(*env, command=["sh", "-c", "echo $(DATE) $(date +%s) $(hostname)"]))
    assert len(found(of(*env, command=["sh", "-c", "echo $(SET_NAM)"]))) == 1


def test_a_path_that_cannot_be_made() -> None:
    mounts = [{"name": "a", "mountPath": "/a", "subPathExpr": "$(POD_NAM)"}]
    pod = {"volumes": [{"name": "a", "emptyDir": {}}]}
    env = {"name": "POD_NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}
    [finding] = variable_not_expanded.check(examined(of(env, pod=pod, volumeMounts=mounts)))

    assert finding.severity == "error"
    assert finding.where.field == "spec.template.spec.containers[app].volumeMounts[/a].subPathExpr"


def test_a_probe_knows_plain_values_alone() -> None:
    """The kubelet runs it with `ExpandContainerCommandOnlyStatic`."""
    probe = {"exec": {"command": ["ping", "-p$(DB_PASSWORD)", "$(HOST)"]}}
    host = {"name": "HOST", "value": "a"}

    assert found(of(PASSWORD, host, livenessProbe=probe)) == [
        (
            "spec.template.spec.containers[app].livenessProbe.exec.command[1]",
            (
                "$(DB_PASSWORD) becomes nothing: a probe knows no variable that comes from elsewhere;"
                " let a shell read $DB_PASSWORD"
            ),
        )
    ]


def test_a_hook_knows_nothing() -> None:
    hooks = {"preStop": {"exec": {"command": ["leave", "$(HOST)", "$(OTHER)"]}}}

    assert found(of({"name": "HOST", "value": "a"}, lifecycle=hooks)) == [
        (
            "spec.template.spec.containers[app].lifecycle.preStop.exec.command[1]",
            "$(HOST) stays as it is: nothing is filled in in a hook; let a shell read $HOST",
        )
    ]
