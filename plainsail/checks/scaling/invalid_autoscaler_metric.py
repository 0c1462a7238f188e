"""A metric of an autoscaler has another source than its type says, or a target without its value.

Why: the API server refuses the autoscaler.
Fix: give `type: Resource` a `resource`, and `type: Utilization` an `averageUtilization`, and so on.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_SOURCES = {
    "ContainerResource": "containerResource",
    "External": "external",
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
}
_VALUES = {"AverageValue": "averageValue", "Utilization": "averageUtilization", "Value": "value"}
_TARGETS = {
    "ContainerResource": ("Utilization", "AverageValue"),
    "External": ("Value", "AverageValue"),
    "Object": ("Value", "AverageValue"),
    "Pods": ("AverageValue",),
    "Resource": ("Utilization", "AverageValue"),
}


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("autoscaler_metric")(manifests)
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        for index, metric in enumerate(autoscaler.spec.get("metrics", [])):
            if message := _wrong(metric):
                yield Finding(autoscaler.where(f"spec.metrics[{index}]"), message)


def _wrong(metric: dict[str, Any]) -> str | None:
    kind = metric["type"]
    source = _SOURCES.get(kind)
    if source is None:
        return None
    others = [other for other in _SOURCES.values() if other in metric and other != source]
    if source not in metric:
        return f"is of type {kind}, but has no {source}"
    if others:
        return f"is of type {kind}, but has {' and '.join(others)}"
    target = metric[source]["target"]
    wanted = _VALUES.get(target["type"])
    if target["type"] not in _TARGETS[kind]:
        return f"a target of {source} is {' or '.join(_TARGETS[kind])}, not {target['type']}"
    if wanted not in target:
        return f"its target is of type {target['type']}, but has no {wanted}"
    return None
