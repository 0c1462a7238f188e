"""Kubernetes objects as plain data, and what tells one from another."""

from typing import Any, NamedTuple

Document = dict[str, Any]
"""A Kubernetes object as plain data."""


class Key(NamedTuple):
    """What tells an object from every other in its cluster. The version is no part of it."""

    group: str
    """The API group; empty for the core group."""
    kind: str
    namespace: str | None
    """None for objects outside namespaces."""
    name: str
    """Empty for what is never stored, such as a TokenReview."""

    def __str__(self) -> str:
        """`Deployment/backend`: how people name it."""
        return f"{self.kind}/{self.name}" if self.name else self.kind


def key_of(document: Document) -> Key:
    """The key of an object.

    >>> str(key_of({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "backend"}}))
    'Deployment/backend'
    """
    group, slash, _ = str(document["apiVersion"]).partition("/")
    metadata = document["metadata"]
    name = metadata.get("name") or (f"{metadata['generateName']}*" if metadata.get("generateName") else "")
    return Key(group if slash else "", document["kind"], metadata.get("namespace"), name)


def without_nulls(value: Any) -> Any:
    """The value without mapping entries that are null, at any depth: the API server drops them, too."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def has_nulls(value: Any) -> bool:
    """Whether there is a null anywhere within a value.

    >>> has_nulls({"args": ["-v", None]}), has_nulls({"args": ["-v"]})
    (True, False)
    """
    if not isinstance(value, (dict, list)):
        return value is None
    # Asked of every object, so no function is called for what is neither mapping nor list; nearly all is text.
    for item in value.values() if isinstance(value, dict) else value:
        if type(item) is not str and (item is None or (isinstance(item, (dict, list)) and has_nulls(item))):
            return True
    return False
