"""A variable has a value and a source, or a source that is none or two.

Why: the API server refuses the pod.
Fix: keep `value` or `valueFrom`, and in `valueFrom` or `envFrom` just one source.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_SOURCES = ("configMapKeyRef", "fieldRef", "resourceFieldRef", "secretKeyRef", "fileKeyRef")
_GROUPS = ("configMapRef", "secretRef")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("variable")(manifests)
    for container in manifests.containers():
        for index, entry in enumerate(container.spec.get("env", [])):
            source = entry.get("valueFrom")
            if source is None:
                continue
            message = _count([name for name in _SOURCES if name in source], _SOURCES)
            if entry.get("value"):
                message = "has value and valueFrom"
            if message:
                yield Finding(container.where(f"env[{index}]"), message)
        for index, entry in enumerate(container.spec.get("envFrom", [])):
            if message := _count([name for name in _GROUPS if name in entry], _GROUPS):
                yield Finding(container.where(f"envFrom[{index}]"), message)


def _count(declared: list[str], known: tuple[str, ...]) -> str | None:
    if not declared:
        return f"has no source: none of {', '.join(known)}"
    return f"has {' and '.join(declared)}" if len(declared) > 1 else None
