"""What is known of one app in one environment once every setting was changed: its objects, and what moves them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.diff import How
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.kubernetes.paths import format_path, leaves

_STRENGTH: Mapping[How, int] = {"value": 0, "presence": 1, "appears": 2}


@dataclass(frozen=True)
class Effect:
    """What a change of a setting does to one field."""

    object: str
    """`Deployment/backend`."""
    field: str
    """`spec.replicas`; empty where a whole object appears."""
    how: How
    file: str = ""
    """The object's file in `dist/`; empty where the object is not rendered as things are."""


def strength(effect: Effect) -> int:
    """The order of what a setting does to one field, the strongest first."""
    return _STRENGTH[effect.how]


@dataclass(frozen=True)
class Influence:
    """The objects of an app in an environment, those of Argo CD too, and which setting does what to them."""

    documents: Mapping[str, Document]
    """The file in `dist/` to the object in it."""
    effects: Mapping[str, Sequence[Effect]]
    """The setting, as people write it, to what a change of it does."""

    def deciding(self, file: str, fields: Sequence[str], how: How = "value") -> list[str]:
        """The settings that do this to one of the fields, the most particular first."""
        found = {
            setting: sum(effect.how == how for effect in effects)
            for setting, effects in self.effects.items()
            if any(effect.file == file and effect.field in fields and effect.how == how for effect in effects)
        }
        return sorted(found, key=lambda setting: (found[setting], setting))

    def summoning(self, name: str, field: str = "") -> list[str]:
        """The settings of which another value would render an object, or a field of one, that is not there."""
        return [
            setting
            for setting, effects in self.effects.items()
            if any(e.how == "appears" and e.object == name and (not field or e.field == field) for e in effects)
        ]

    def fields(self) -> Iterator[tuple[str, str, Any]]:
        """Every field of every object, down to the last parts: file, field, value."""
        for file, document in self.documents.items():
            yield from ((file, format_path(field), value) for field, value in leaves(document))

    def as_json(self) -> str:
        """The whole as text."""
        effects = {
            setting: [[effect.object, effect.field, effect.how, effect.file] for effect in found]
            for setting, found in self.effects.items()
        }
        return json.dumps({"documents": dict(self.documents), "effects": effects}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Influence:
        """What `as_json` wrote. Raises `ValueError`, `LookupError` or `TypeError` for anything else."""
        said = json.loads(text)
        effects = {setting: [Effect(*each) for each in found] for setting, found in said["effects"].items()}
        return cls(said["documents"], effects)


def name_of(document: Document) -> str:
    """`Deployment/backend`."""
    return str(key_of(document))
