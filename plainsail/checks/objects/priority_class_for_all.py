"""A PriorityClass is the default of the whole cluster.

`globalDefault` gives its priority to every later pod that names no class, of every app and every namespace. One class
may be it.

Why: pods that are made from then on push older ones off their nodes, whose priority is 0; the API server refuses a
second default.
Fix: take `globalDefault` out, and let the pods that need the class name it (`priorityClassName`).
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.fields import number, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    first: dict[str | None, Resource] = {}
    for priority_class in manifests.of("PriorityClass"):
        if not priority_class.document.get("globalDefault"):
            continue
        where = priority_class.where("globalDefault")
        owner = first.setdefault(priority_class.environment, priority_class)
        if owner.name != priority_class.name:
            yield Finding(
                where,
                f"{owner.key} is the default already, and the API server refuses a second one",
                causes=(Cause(where), Cause(owner.where("globalDefault"))),
                severity="error" if owner.environment or owner.path == priority_class.path else "warning",
                fix="take `globalDefault` out of one of them",
            )
        yield from _of_default(priority_class)


def _of_default(priority_class: Resource) -> Iterator[Finding]:
    value = number(priority_class.document, "value", default=0)
    message = f"every later pod of the cluster that names no class gets the priority {value}"
    if value > 0 and text(priority_class.document, "preemptionPolicy") != "Never":
        message += ", and may push older ones off their nodes"
    yield Finding(priority_class.where("globalDefault"), message, severity=None if value else "info")
