"""A metric of an autoscaler has another source than its type says, or a target without its value.

Why: the API server refuses the autoscaler; an Object metric whose target lacks the value of its type it takes, and the
autoscaler never reads the metric.
Fix: give `type: Resource` a `resource`, and its target one value: `averageUtilization` or `averageValue` for resources,
`averageValue` for Pods, `value` or `averageValue` for the others.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_VALUES = {"AverageValue": "averageValue", "Value": "value"}


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("autoscaler_metric")(manifests)
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        for index, metric in enumerate(autoscaler.spec.get("metrics", [])):
            match metric:
                case {"type": "Object", "object": {"target": {"type": kind} as target}}:
                    wanted = _VALUES.get(kind)
                    if wanted not in target and target.keys() & _VALUES.values():
                        message = f"its target is of type {kind}, but has no {wanted}: the metric is never read"
                        if wanted is None:
                            message = f"its target is of type {kind}, which an Object has not: the metric is never read"
                        yield Finding(autoscaler.where(f"spec.metrics[{index}]"), message)
