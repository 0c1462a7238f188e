"""What custom resources seem to refer to: of fields that nobody knows, those that are called as references are."""

from collections.abc import Iterator
from typing import Any

from plainsail.graph.named import FIELDS
from plainsail.manifests.fields import text
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.resource import Resource

_BY_FIELD = (
    ("configmap", "ConfigMap"),
    ("persistentvolumeclaim", "PersistentVolumeClaim"),
    ("secret", "Secret"),
    ("serviceaccount", "ServiceAccount"),
    ("service", "Service"),
)
"""What the name of a field says, in lower case, of the kind that it refers to; the longer words first."""
_KNOWN = frozenset((*GROUPS, *FIELDS)) - {"ClusterSecretStore", "SecretStore"}
"""Kinds whose references are known one by one."""


def mentions(resource: Resource) -> Iterator[tuple[str, tuple[str, str]]]:
    """Fields of a custom resource with the kind and name that they may refer to: true only where such an object is."""
    if resource.kind in _KNOWN and (resource.kind not in GROUPS or resource.is_a(resource.kind)):
        return
    waiting: list[tuple[str, Any]] = [("", resource.spec)]
    while waiting:
        field, value = waiting.pop()
        if isinstance(value, dict):
            if text(value, "name") and (kind := text(value, "kind") or _kind(field)):
                yield field, (kind, value["name"])
            waiting += [(str(key), item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [(field, item) for item in value]
        elif isinstance(value, str) and field.lower().endswith("name") and (kind := _kind(field[:-4])):
            yield field, (kind, value)


def _kind(field: str) -> str:
    return next((kind for word, kind in _BY_FIELD if word in field.lower()), "")
