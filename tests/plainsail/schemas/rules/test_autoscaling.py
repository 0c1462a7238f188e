"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

TARGET = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "backend"}
UTILIZATION = {"type": "Utilization", "averageUtilization": 70}
VALUE = {"type": "Value", "value": "1"}


def scaler(version: str = "v2", **fields: Any) -> Document:
    spec = {"scaleTargetRef": TARGET, "maxReplicas": 3, **fields}
    return made("HorizontalPodAutoscaler", f"autoscaling/{version}", spec=spec)


def measured(kind: str, **source: Any) -> Document:
    return scaler(metrics=[{"type": kind, f"{kind[0].lower()}{kind[1:]}": source}])


def cpu(**target: Any) -> Document:
    return measured("Resource", name="cpu", target={"type": "Utilization", **target})


def ending(document: Document, version: str = "1.35") -> list[tuple[str, str]]:
    return [(field.rpartition(".")[2], message) for field, message in told(document, version)]


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (scaler(minReplicas=0), "minReplicas", "needs an Object or External metric"),
        (scaler("v1", minReplicas=0), "minReplicas", "needs an Object or External metric"),
        (scaler(scaleTargetRef=TARGET | {"apiVersion": "v1"}), "apiVersion", "'v1' names no API group"),
        (scaler("v1", scaleTargetRef={"kind": "Deployment", "name": "a"}), "apiVersion", "is missing"),
        (scaler(scaleTargetRef=TARGET | {"apiVersion": "a/b/c"}), "apiVersion", "is no API version"),
        (scaler(scaleTargetRef=TARGET | {"kind": "a/b"}), "kind", "holds '/'"),
        (scaler(behavior={"scaleUp": {"policies": []}}), "policies", "is empty"),
        (scaler(behavior={"scaleUp": {"tolerance": "-0.1"}}), "tolerance", "is below zero"),
        (cpu(), "target", "has no averageUtilization or averageValue"),
        (cpu(averageUtilization=1, averageValue="1"), "target", "only one of them may be there"),
        (cpu(averageValue="0"), "averageValue", "'0' is not above zero"),
        (cpu(averageUtilization=0), "averageUtilization", "0 is below 1"),
        (measured("Resource", name="", target=UTILIZATION), "name", "is empty"),
        (
            measured("ContainerResource", name="storage", container="app", target=UTILIZATION),
            "name",
            "is no resource of a container",
        ),
        (measured("ContainerResource", name="cpu", container="*", target=UTILIZATION), "container", "is no DNS label"),
        (measured("Pods", metric={"name": "a"}, target=VALUE), "target", "has no averageValue"),
        (
            measured("Pods", metric={"name": "a/b"}, target={"type": "AverageValue", "averageValue": 1}),
            "name",
            "holds '/'",
        ),
        (
            measured("External", metric={"name": "a"}, target=VALUE | {"averageValue": 1}),
            "target",
            "only one of them may be there",
        ),
        (
            measured(
                "Object",
                describedObject={"kind": "K", "name": "n", "apiVersion": "a/b/c"},
                metric={"name": "a"},
                target=VALUE,
            ),
            "apiVersion",
            "is no API version",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = ending(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        scaler(behavior={"scaleUp": {}}),
        cpu(averageValue="1"),
        cpu(averageUtilization=200),
        measured(
            "Pods",
            metric={"name": "a", "selector": {"matchLabels": {"a b": "*"}, "matchExpressions": [{"key": "x"}]}},
            target={"type": "AverageValue", "averageValue": 1},
        ),
        measured(
            "Object",
            describedObject={"kind": "K", "name": "n"},
            metric={"name": "a"},
            target=VALUE | {"averageValue": 1},
        ),
        measured("ContainerResource", name="example.com/gpu", container="app", target=UTILIZATION),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []


def test_scaling_to_nothing_before_clusters_take_it() -> None:
    document = measured("External", metric={"name": "a"}, target=VALUE)
    document["spec"]["minReplicas"] = 0

    assert [field for field, _ in ending(document, "1.35")] == ["minReplicas"]
    assert ending(document, "1.36") == []


def test_group_of_the_target_is_looked_at_from_1_35_on() -> None:
    assert told(scaler(scaleTargetRef={"kind": "Deployment", "name": "a"}), "1.34") == []
