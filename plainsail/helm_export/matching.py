"""Which objects of several environments are the same one: names may hold the namespace, or follow the content."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from constructs_lib.kubernetes.hashed_names import without_hash
from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.helm_export.sides import Field, Sides

_NAMESPACE = "\0"


def matched(
    trees: Mapping[str, Mapping[str, Document]], namespaces: Mapping[str, str], app: str | None = None
) -> list[tuple[str, Sides]]:
    """The path of each object's template, and the object in the environments that have it.

    `trees` gives each environment's objects by their files.
    """
    groups: dict[Key, dict[str, Field]] = defaultdict(dict)
    for environment, files in trees.items():
        keys = {file: _common_key(key_of(document), namespaces[environment], app) for file, document in files.items()}
        counts = Counter(keys.values())
        for file, document in files.items():
            key = keys[file] if counts[keys[file]] == 1 else key_of(document)
            groups[key][environment] = Field(file, document, (), document)
    ordered = sorted(groups, key=lambda key: (key.kind, key.name, key.group, key.namespace or ""))
    names = _names(ordered, app)
    return sorted((names[key], groups[key]) for key in ordered)


def _common_key(key: Key, namespace: str, app: str | None) -> Key:
    name = without_hash(str(key), app).partition("/")[2] if key.name else key.name
    return Key(
        key.group,
        key.kind,
        _NAMESPACE if key.namespace == namespace else key.namespace,
        name.replace(namespace, _NAMESPACE) if namespace else name,
    )


def _names(keys: list[Key], app: str | None) -> dict[Key, str]:
    """`deployment.yaml`; with the name, where there are several of a kind."""
    names: dict[Key, str] = {}
    kinds = Counter(key.kind for key in keys)
    for key in keys:
        kind = key.kind.lower()
        name = key.name.removeprefix(f"{app}-") if app else key.name
        name = re.sub(r"[^a-z0-9]+", "-", name.replace(_NAMESPACE, "").lower()).strip("-")
        stem = kind if kinds[key.kind] == 1 or not name or name == app else f"{kind}-{name}"
        number = 1
        while f"templates/{stem if number == 1 else f'{stem}-{number}'}.yaml" in names.values():
            number += 1
        names[key] = f"templates/{stem if number == 1 else f'{stem}-{number}'}.yaml"
    return names
