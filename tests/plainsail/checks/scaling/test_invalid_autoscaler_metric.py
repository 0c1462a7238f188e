"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.scaling import invalid_autoscaler_metric
from tests.plainsail.checks.planted_objects import Document, examined, made

CPU = {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}


def _autoscaler(*metrics: Any) -> Document:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "backend"}
    spec = {"scaleTargetRef": target, "maxReplicas": 3, "metrics": list(metrics)}
    return made("HorizontalPodAutoscaler", "autoscaling/v2", spec=spec)


@pytest.mark.parametrize(
    ("metric", "label", "message"),
    [
        ({"type": "Resource"}, "[Resource]", "is of type Resource, but has no resource"),
        (
            {"type": "Resource", "resource": CPU, "containerResource": CPU | {"container": "app"}},
            "[Resource/cpu/cpu/app]",
            "is of type Resource, but has containerResource",
        ),
        (
            {
                "type": "Resource",
                "resource": {
                    "name": "cpu",
                    "target": {"type": "Utilization", "averageValue": "1", "averageUtilization": 5},
                },
            },
            "[Resource/cpu].resource.target",
            "has averageUtilization and averageValue; only one of them may be there",
        ),
        (
            {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Value", "value": "1"}}},
            "[Resource/cpu].resource.target",
            "the target of resource has no averageUtilization or averageValue",
        ),
    ],
)
def test_metric(metric: Document, label: str, message: str) -> None:
    [finding] = invalid_autoscaler_metric.check(examined(_autoscaler(metric)))

    assert (finding.where.field, finding.message) == (
        f"spec.metrics{label}",
        message,
    )


def test_silent_on_metrics_and_on_none() -> None:
    external = {"metric": {"name": "queue"}, "target": {"type": "AverageValue", "averageValue": "30"}}
    metrics = {"type": "Resource", "resource": CPU}, {"type": "External", "external": external}

    assert not list(invalid_autoscaler_metric.check(examined(_autoscaler(*metrics))))
    assert not list(invalid_autoscaler_metric.check(examined(_autoscaler())))
