"""A list holds an entry twice, and the last one wins silently.

Why: `kubectl apply` merges such lists by that name and loses one of the two at some later change; server-side apply,
which Argo CD can be told to use, refuses the object.
Fix: keep the one that is meant.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import listed, mapping, mappings
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_METADATA = (
    ("metadata",),
    ("spec", "template", "metadata"),
    ("spec", "jobTemplate", "metadata"),
    ("spec", "jobTemplate", "spec", "template", "metadata"),
    ("template", "metadata"),
)
"""Where metadata stands, of an object and of what it makes."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for name in _twice(entry["name"] for entry in container.spec.get("env", [])):
            yield Finding(container.where("env"), f"{name} is set twice; the last one counts")
        for number, protocol in _twice(
            (port["containerPort"], port.get("protocol") or "TCP") for port in container.ports
        ):
            yield Finding(container.where("ports"), f"port {number} ({protocol}) is set twice")
    for pod in manifests.pods():
        for name in _twice(secret.get("name") for secret in pod.spec.get("imagePullSecrets", [])):
            yield Finding(pod.where("imagePullSecrets"), f"{name} is set twice")
        for address in _twice(alias["ip"] for alias in pod.spec.get("hostAliases", [])):
            yield Finding(pod.where("hostAliases"), f"{address} is set twice; put its hostnames into one entry")
    for resource in manifests.resources:
        yield from _of_metadata(resource)


def _of_metadata(resource: Resource) -> Iterator[Finding]:
    for field in _METADATA:
        if not (metadata := mapping(resource.document, *field)):
            continue
        where = ".".join(field)
        for name in _twice(item for item in listed(metadata, "finalizers") if isinstance(item, str)):
            yield Finding(resource.where(f"{where}.finalizers"), f"{name} is set twice")
        for uid in _twice(owner.get("uid") for owner in mappings(metadata, "ownerReferences")):
            yield Finding(resource.where(f"{where}.ownerReferences"), f"the owner {uid} is set twice")


def _twice(names: Iterable[Any]) -> list[Any]:
    listed_names = list(names)
    if len(listed_names) < 2:  # nearly all: the lists of objects are short
        return []
    return [name for name, times in Counter(listed_names).items() if times > 1 and name]
