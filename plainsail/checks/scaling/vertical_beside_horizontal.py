"""A VerticalPodAutoscaler changes the requests that a HorizontalPodAutoscaler counts by.

Why: with each request that the one raises, the share that the other follows falls; both correct each other for ever.
Fix: let the VerticalPodAutoscaler recommend alone (`updateMode: "Off"`), control another resource
(`controlledResources`), or let the other follow no share of CPU or memory.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.fields import at, listed, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import custom, targets

SEVERITY: Severity = "warning"

_IDLE = ("Off", "Initial")
_ALL = ("cpu", "memory")


def check(manifests: Manifests) -> Iterator[Finding]:
    by_target: Neighbours[Resource] = Neighbours()
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        by_target.add(autoscaler, [_target(autoscaler, "scaleTargetRef")], autoscaler)
    for vertical in custom(manifests, "VerticalPodAutoscaler"):
        for autoscaler in by_target.of(vertical, _target(vertical, "targetRef")):
            both = sorted({target.resource for target in targets(autoscaler)} & _controlled(vertical))
            if both:
                # Two files of a folder may be alternatives.
                apart = graded(vertical, SEVERITY, foreign=SEVERITY if vertical.path == autoscaler.path else "info")
                yield Finding(
                    vertical.where("spec"),
                    f"changes the {' and '.join(both)} requests that {autoscaler.key} counts by",
                    causes=(Cause(vertical.where("spec")), Cause(autoscaler.where("spec.metrics"))),
                    severity=apart,
                )


def _target(autoscaler: Resource, field: str) -> tuple[str, str]:
    return text(autoscaler.spec, field, "kind"), text(autoscaler.spec, field, "name")


def _controlled(vertical: Resource) -> set[str]:
    """The resources whose requests it changes."""
    if at(vertical.spec, "updatePolicy", "updateMode") in _IDLE:
        return set()
    policies = mappings(vertical.spec, "resourcePolicy", "containerPolicies")
    if any(text(policy, "containerName") == "*" and text(policy, "mode") == "Off" for policy in policies):
        return set()
    said = [listed(policy, "controlledResources") for policy in policies if "controlledResources" in policy]
    return {name for names in said for name in names if isinstance(name, str)} if said else set(_ALL)
