"""Which line of the settings a field of an object has its value from, where that can be told without rendering.

What decides a field is found by changing settings and rendering (`plainsail explain`), which takes a second an app. For
all objects of a fleet that is too long. So a line is shown where two things agree: what those experiments taught of the
field's kind, which settings can decide it beyond those that decide whether its object is there; and its value, which of
these it alone has. Where they do not agree, or a patch may have had the last word, no line is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.kubernetes.paths import Path, leaves, name_of
from constructs_lib.settings import HelmRelease, Manifests, Workload
from constructs_lib.settings.layers import settings_of
from plainsail.attribution.alternatives import Node, nodes
from plainsail.attribution.knowledge import FieldPattern, Knowledge, pattern_of, shape_of, shipped_for
from plainsail.provenance import SettingPath, format_setting, lines_of
from plainsail.provenance.values import parts_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_ANY_POD = ("pod", "spec", "containers", "[]", "name")


@dataclass(frozen=True)
class Said:
    """The line that a field has its value from."""

    setting: str
    path: str
    line: int


@dataclass(frozen=True)
class _Value:
    """A setting that holds no others, or one entry of a mapping."""

    setting: SettingPath
    keys: tuple[str, ...]
    """Those of the mappings that it stands in: names that somebody chose."""
    value: Any
    is_listed: bool
    """Whether it stands in a list, where nothing tells which item of the object it is about."""


class FieldOrigins:
    """What can be told of the fields of every app; what is known of one serves the next of its shape."""

    def __init__(self) -> None:
        self._known: dict[str, Knowledge | None] = {}
        """By the shape of the app."""
        self._particular: dict[tuple[str, FieldPattern, str], Set[str]] = {}
        self._values: tuple[Environment | None, Mapping[str, Sequence[_Value]]] = (None, {})
        self._lines: dict[SettingPath, Said | None] = {}
        """Of the one environment whose values are at hand, as they."""

    def of(self, environment: Environment, document: Document) -> Mapping[Path, Said]:
        """The fields of an object whose line can be told."""
        if isinstance(environment, HelmRelease | Manifests):  # what one file holds tells nothing about another
            return {}
        shape = shape_of(type(environment))
        if shape not in self._known:
            self._known[shape] = shipped_for(type(environment))
        knowledge, name = self._known[shape], known_as(key_of(document), environment.app_name)
        if knowledge is None or _is_own(environment, document, name):
            return {}
        values, fields = self._of_patterns(environment), list(leaves(document))
        kind = document["kind"]
        repeated = Counter((pattern_of(kind, leaf), _text(value)) for leaf, value in fields)
        found = {}
        for leaf, value in fields:
            pattern = pattern_of(kind, leaf)
            candidates = self._candidates(shape, knowledge, kind, pattern)
            alone = repeated[pattern, _text(value)] == 1
            settings = [each for known in candidates for each in values.get(known, ()) if alone or not each.is_listed]
            if (setting := _agreeing(name, leaf, value, settings)) and (said := self._said(environment, setting)):
                found[leaf] = said
        return found

    def _said(self, environment: Environment, setting: SettingPath) -> Said | None:
        if setting not in self._lines:
            lines = lines_of(environment, setting)[:1]
            self._lines[setting] = Said(format_setting(setting), lines[0].path, lines[0].line) if lines else None
        return self._lines[setting]

    def _candidates(self, shape: str, knowledge: Knowledge, kind: str, field: FieldPattern) -> Set[str]:
        """The settings that can decide this kind of field beyond whether what it stands in is there."""
        place = shape, field, kind
        if place not in self._particular:
            anyway = knowledge.seen(_ANY_POD if field[0] == "pod" else (kind, "kind"))
            self._particular[place] = (knowledge.seen(field) or set()) - (anyway or set())
        return self._particular[place]

    def _of_patterns(self, environment: Environment) -> Mapping[str, Sequence[_Value]]:
        if self._values[0] is not environment:
            found: dict[str, list[_Value]] = defaultdict(list)
            for pattern, value in _values(environment):
                found[pattern].append(value)
            self._values, self._lines = (environment, found), {}
        return self._values[1]


def _is_own(environment: Environment, document: Document, name: str) -> bool:
    """Whether settings of the vocabulary do not have the last word on an object: it is patched, or given whole."""
    given = (raw.manifest.get("metadata", {}).get("name") for raw in environment.objects.values())
    return any(patch.target == name for patch in environment.patches.values()) or document["metadata"]["name"] in given


def _values(environment: Environment) -> Iterator[tuple[str, _Value]]:
    for name, hint in settings_of(type(environment)).items():
        for node in nodes(hint, getattr(environment, name), name):
            setting, keys, listed = (name, *node.steps), _keys(node), "[]" in node.path
            if isinstance(node.value, Mapping):
                # An entry is what moves where the mapping changes: it brings fields that say its key.
                yield from ((node.path, _Value((*setting, k), (*keys, k), k, listed)) for k in node.value)
            elif node.value is not None and not parts_of(node.value):
                yield node.path, _Value(setting, keys, _filled(environment, node.value), listed)
    if isinstance(environment, Workload):
        image = environment.pinned_image
        yield "image.tag", _Value(("image", "tag"), (), image.tag, False)
        yield "image.digest", _Value(("image", "digest"), (), image.digest, False)
    yield "app_name", _Value(("app_name",), (), environment.app_name, False)
    yield "env_name", _Value(("env_name",), (), environment.env_name, False)


def _keys(node: Node) -> tuple[str, ...]:
    """The steps that are no fields of the vocabulary."""
    return tuple(step for step in node.steps if isinstance(step, str) and f".{step}" not in node.path)


def _filled(environment: Environment, value: Any) -> Any:
    return environment.filled(value) if isinstance(value, str) and "{" in value else value


def _agreeing(name: str, field: Path, value: Any, candidates: Sequence[_Value]) -> SettingPath | None:
    """The one setting that has the field's value, and is about it; of several, one that is said of it by name."""
    names = {name_of(part) for part in field} | {name.partition("/")[2]}
    same = [each for each in candidates if _text(each.value) == _text(value) and _is_about(each, names)]
    most = max((len(each.keys) for each in same), default=0)
    settings = {each.setting for each in same if len(each.keys) == most}
    return next(iter(settings)) if len(settings) == 1 else None


def _is_about(value: _Value, names: Set[str]) -> bool:
    """Whether a field is called after all keys that a setting stands behind; an entry of a mapping is its own key."""
    keys = value.keys[:-1] if value.keys[-1:] == (value.value,) else value.keys
    return all(any(_is_of(name, key) for name in names) for key in keys)


def _is_of(name: str, key: str) -> bool:
    """Whether an object or an item is called after a key: `backend-initiate-calls`, `writable-app-var-log`."""
    return name == key or name.endswith(f"-{key.strip('/').replace('/', '-')}")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
