"""An annotation or label looks like one of Argo CD's, and is none that it reads there.

Why: Argo CD passes over it without a word: what it was to keep is pruned, what was to come first comes when it comes.
Fix: correct the name, and let it stand in `metadata.annotations` of the object itself.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import nearest
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.argocd_words import ANNOTATIONS, LABELS, NOTIFICATIONS, OF_APPLICATIONS, PREFIX, TELLING
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_DOMAIN = PREFIX.rstrip("/")
_ARGO = "argoproj.io"
_APPLICATIONS = ("Application", "ApplicationSet")


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        for name in resource.annotations:
            if problem := _of_annotation(resource, name):
                message, severity = problem
                yield Finding(resource.where("metadata.annotations", name), message, severity=severity)
        for name in resource.labels:
            if fault := _of_label(name):
                yield Finding(resource.where("metadata.labels", name), fault)
    for pod in manifests.pods():
        for name in pod.annotations if pod.path else ():
            if name.startswith(PREFIX) and name.removeprefix(PREFIX) in TELLING:
                where = pod.resource.where((*pod.path, "metadata", "annotations", name))
                yield Finding(where, "Argo CD reads it of the object itself, not of its pods")


def _of_annotation(resource: Resource, name: str) -> tuple[str, Severity | None] | None:
    prefix, _, rest = name.rpartition("/")
    if prefix == _DOMAIN:
        return _of_domain(resource, rest)
    if prefix == NOTIFICATIONS.rstrip("/"):
        return _of_notification(rest)
    if _is_misspelt(prefix, rest):
        return f"is no annotation that Argo CD reads; did you mean '{PREFIX}{rest}'?", None
    return None


def _of_domain(resource: Resource, rest: str) -> tuple[str, Severity | None] | None:
    if rest in OF_APPLICATIONS and resource.kind not in _APPLICATIONS:
        return f"Argo CD reads it of an Application, not of a {resource.kind}", None
    if rest in ANNOTATIONS:
        return None
    if rest in LABELS:
        return "Argo CD reads it as a label, not as an annotation", None
    near = nearest(rest, ANNOTATIONS)
    end = f"; did you mean '{PREFIX}{near}'?" if near else ""
    return f"is no annotation that Argo CD reads{end}", None if near else "info"


def _of_notification(rest: str) -> tuple[str, Severity | None] | None:
    first, _, trigger = rest.partition(".")
    if rest in ("subscriptions", "notified") or (first == "subscribe" and trigger):
        return None
    return f"subscribes to nothing: write {NOTIFICATIONS}subscribe.<trigger>.<service>", None


def _of_label(name: str) -> str | None:
    prefix, _, rest = name.rpartition("/")
    if prefix != _DOMAIN or rest in LABELS:
        return None
    if rest in ANNOTATIONS:
        return "Argo CD reads it as an annotation, not as a label"
    near = nearest(rest, LABELS)
    return f"is no label that Argo CD reads; did you mean '{PREFIX}{near}'?" if near else None


def _is_misspelt(prefix: str, rest: str) -> bool:
    """Whether it is nearly Argo CD's domain. A `hook` may be that of another project."""
    if rest in TELLING:
        return "argo" in prefix or nearest(prefix, [_DOMAIN]) is not None
    return rest == "hook" and not prefix.endswith(f".{_ARGO}") and nearest(prefix, [_DOMAIN]) is not None
