"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import invalid_scheduling
from tests.plainsail.checks.planted_objects import Document, examined, pod_spec, told, workload


@pytest.mark.parametrize(
    ("toleration", "label", "message"),
    [
        ({"key": "a", "operator": "Exists", "value": "b"}, "a/Exists/b", "Exists takes no value"),
        ({"value": "b"}, "b", "has no key, which only Exists may go without"),
        (
            {"key": "a", "operator": "Exists", "effect": "NoSchedule", "tolerationSeconds": 5},
            "a/Exists/NoSchedule",
            "tolerationSeconds belongs to the effect NoExecute",
        ),
    ],
)
def test_toleration(toleration: Document, label: str, message: str) -> None:
    [finding] = invalid_scheduling.check(examined(workload(pod=pod_spec(tolerations=[toleration]))))

    assert (finding.where.field, finding.message) == (f"spec.template.spec.tolerations[{label}]", message)


def _affinity(**expression: Any) -> Document:
    terms = {"nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", **expression}]}]}
    affinity = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}}
    return workload(pod=pod_spec(affinity=affinity))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ({"operator": "In"}, "disk In has no values"),
        ({"operator": "Exists", "values": ["ssd"]}, "disk Exists takes no values"),
    ],
)
def test_affinity(expression: Document, message: str) -> None:
    [finding] = invalid_scheduling.check(examined(_affinity(**expression)))

    assert finding.message == message
    assert finding.where.field.startswith("spec.template.spec.affinity.nodeAffinity.")


def test_comparison_that_the_scheduler_cannot_read() -> None:
    """The API server takes it."""
    [finding] = invalid_scheduling.check(examined(_affinity(operator="Gt", values=["many"])))

    assert finding.severity == "warning"
    assert finding.message == "disk Gt 'many': it compares whole numbers, and fits no node"


def test_selector() -> None:
    selector = {"matchExpressions": [{"key": "app", "operator": "In", "values": []}]}

    assert told(invalid_scheduling.check(examined(workload(selector=selector)))) == [
        ("spec.selector.matchExpressions[app/In].values", "app In has no values")
    ]


def test_silent_on_sound_ones() -> None:
    tolerations = [
        {"operator": "Exists"},
        {"key": "a", "value": "b", "effect": "NoSchedule"},
        {"key": "a", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 5},
    ]
    documents = (
        workload(pod=pod_spec(tolerations=tolerations)),
        _affinity(operator="In", values=["ssd"]),
        _affinity(operator="Exists"),
        _affinity(operator="Gt", values=["4"]),
    )

    assert not [found for each in documents for found in invalid_scheduling.check(examined(each))]
