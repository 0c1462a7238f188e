"""A toleration, or an expression of a selector or an affinity, contradicts its operator.

Why: the API server refuses the pod.
Fix: give `In` and `NotIn` values and `Exists` none; `tolerationSeconds` belongs to the effect NoExecute.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_LISTS = ("In", "NotIn")
_NONE = ("Exists", "DoesNotExist")
_ONE = ("Gt", "Lt")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("scheduling")(manifests)
    for pod in manifests.pods():
        for index, toleration in enumerate(pod.spec.get("tolerations", [])):
            if message := _of_toleration(toleration):
                where = pod.where(f"tolerations[{index}]")
                yield Finding(where, message)
        for message in _expressions(pod.spec.get("affinity", {})):
            yield Finding(pod.where("affinity"), message)
    for workload in manifests.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"):
        for message in _expressions(workload.spec["selector"]):
            yield Finding(workload.where("spec.selector"), message)


def _of_toleration(toleration: dict[str, Any]) -> str | None:
    operator = toleration.get("operator") or "Equal"
    if operator == "Exists" and toleration.get("value"):
        return "Exists takes no value"
    if not toleration.get("key") and operator != "Exists":
        return "has no key, which only Exists may go without"
    if "tolerationSeconds" in toleration and toleration.get("effect") != "NoExecute":
        return "tolerationSeconds belongs to the effect NoExecute"
    return None


def _expressions(value: Any) -> Iterator[str]:
    """Messages about the expressions at any depth: whatever has an operator and a key."""
    if isinstance(value, dict):
        if isinstance(value.get("key"), str) and isinstance(value.get("operator"), str):
            yield from _of_expression(value)
        for below in value.values():
            yield from _expressions(below)
    elif isinstance(value, list):
        for below in value:
            yield from _expressions(below)


def _of_expression(expression: dict[str, Any]) -> Iterator[str]:
    operator, values = expression["operator"], expression.get("values", [])
    subject = f"{expression['key']} {operator}"
    if operator in _LISTS and not values:
        yield f"{subject} has no values"
    if operator in _NONE and values:
        yield f"{subject} takes no values"
    if operator in _ONE and not (len(values) == 1 and values[0].lstrip("-").isdigit()):
        yield f"{subject} takes one whole number"
