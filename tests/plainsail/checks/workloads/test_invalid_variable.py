"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import invalid_variable
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload

KEY = {"name": "backend", "key": "A"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"value": "x", "valueFrom": {"secretKeyRef": KEY}}, "has value and valueFrom"),
        (
            {"valueFrom": {"secretKeyRef": KEY, "configMapKeyRef": KEY}},
            "has configMapKeyRef and secretKeyRef",
        ),
        (
            {"valueFrom": {}},
            "has no source: none of configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef, fileKeyRef",
        ),
    ],
)
def test_variable(entry: Document, message: str) -> None:
    [finding] = invalid_variable.check(examined(workload(pod=pod_spec(container(env=[{"name": "A", **entry}])))))

    assert finding.message == message
    assert finding.where.field == "spec.template.spec.containers[app].env[A]"


def test_group_of_variables() -> None:
    document = workload(pod=pod_spec(container(envFrom=[{"prefix": "A_"}])))

    assert told(invalid_variable.check(examined(document))) == [
        ("spec.template.spec.containers[app].envFrom[A_]", "has no source: none of configMapRef, secretRef")
    ]


def test_silent_on_variables_that_say_one_thing() -> None:
    env = [
        {"name": "A", "value": ""},
        {"name": "B"},
        {"name": "C", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        {"name": "D", "value": "", "valueFrom": {"secretKeyRef": KEY}},
    ]
    document = workload(pod=pod_spec(container(env=env, envFrom=[{"secretRef": {"name": "backend"}}])))

    assert not told(invalid_variable.check(examined(document)))
