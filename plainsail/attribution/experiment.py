"""What moves when one setting changes: an app in one environment is rendered again with that setting otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from constructs_lib.kubernetes.diff import How, moves
from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import Path, leaves
from plainsail.attribution.changes import APP_NAME, CHART, RELEASE_NAME, SOURCE, Change, with_values
from plainsail.project.names import label
from plainsail.project.registry import delivery_folder
from plainsail.render.charts import render, render_delivery
from plainsail.render.kernel.local import Running
from plainsail.render.layout import file_names

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_SHARED = ("repository", "revision", "delivery", "env_name")
"""What all apps of an environment say alike, so that it changes in all of them at once."""

Objects: TypeAlias = tuple[list[Document], list[Document]]
"""Those of the app, and those of Argo CD."""


@dataclass(frozen=True)
class Effect:
    """What a change of a setting does to one field."""

    object: str
    """`Deployment/backend`."""
    field: Path
    """Empty for the object as a whole: it appears, or goes."""
    how: How
    file: str = ""
    """The object's file in `dist/`; empty where the object is not rendered as things are."""


class Keys:
    """What apps render as their settings are, each rendered once for all that are asked beside it."""

    def __init__(self) -> None:
        self._known: dict[str, list[Key]] = {}

    def of(self, environments: Sequence[Environment]) -> list[Key]:
        """The keys of all objects of these apps."""
        if unknown := [environment for environment in environments if label(environment) not in self._known]:
            for rendered in render(unknown):
                self._known[label(rendered.environment)] = [key_of(document) for document in rendered.documents]
        return [key for environment in environments for key in self._known[label(environment)]]


class Experiment:
    """The objects of one app as they are, and what becomes of them. `companions` are all apps of its environment."""

    def __init__(self, environment: Environment, companions: Sequence[Environment], keys: Keys) -> None:
        self._environment = environment
        self._companions = companions
        self._other_keys = keys.of([other for other in companions if other is not environment])
        self._read: set[str] | None = None
        self._keys: list[Key] = []
        self._made: Mapping[Key, Running] = {}
        self._app, self._delivery = self._objects(environment)
        self._folders = label(environment), delivery_folder(environment)
        self.documents: dict[str, Document] = {}
        """The file in `dist/` to the object in it, as things are."""
        self.made: dict[str, Running] = {}
        """The file in `dist/` to what was running when the object in it was made, as far as that is known."""
        for folder, documents in zip(self._folders, (self._app, self._delivery), strict=True):
            by_key = {key_of(document): document for document in documents}
            for key, name in file_names(by_key).items():
                self.documents[f"{folder}/{name}"] = by_key[key]
                self.made[f"{folder}/{name}"] = self._made.get(key, ())

    def effects(self, change: Change) -> Iterator[Effect]:
        """What the change does, in the first way that can be rendered; nothing where none can."""
        for way in change.ways:
            both: tuple[Objects, Objects] | None = None
            with suppress(Exception):  # whatever a construct says to a value that may make no sense
                both = self._both(way(), patched=change.setting not in (APP_NAME, CHART, RELEASE_NAME, SOURCE))
            if both is not None:
                for folder, old, new in zip(self._folders, *both, strict=True):
                    if old is not new:
                        yield from _compared(self._environment.app_name, folder, old, new)
                return

    def _both(self, changed: Environment, *, patched: bool) -> tuple[Objects, Objects]:
        """The objects as they are, and as they would be."""
        if patched:
            return (self._app, self._delivery), self._objects(changed)
        # Patches name objects that have other names then, or are not there: neither side has them.
        return self._objects(_unpatched(self._environment)), self._objects(_unpatched(changed))

    def _objects(self, environment: Environment) -> Objects:
        [rendered] = render([environment])
        documents = rendered.documents
        self._made = self._made or rendered.made
        keys = [*self._other_keys, *(key_of(document) for document in documents)]
        if self._read is not None and keys == self._keys and not self._differs(environment, self._read):
            return documents, self._delivery
        shared = {name: getattr(environment, name) for name in _SHARED}
        apps = [environment if app is self._environment else with_values(app, shared) for app in self._companions]
        if self._read is None:
            self._keys, self._read = keys, {"app_name", "env_name"}  # those that methods of an environment read
            apps = [cast("Environment", _Recorder(app, self._read)) for app in apps]
        return documents, render_delivery(apps, keys)

    def _differs(self, environment: Environment, names: Iterable[str]) -> bool:
        return any(getattr(environment, name) != getattr(self._environment, name) for name in names)


class _Recorder:
    """Notes which attributes of an environment are read: those that Argo CD's objects are made of are few."""

    def __init__(self, environment: Environment, read: set[str]) -> None:
        self._environment, self._read = environment, read

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._environment, name)
        if not callable(value):
            self._read.add(name)
        return value


def _unpatched(environment: Environment) -> Environment:
    return with_values(environment, {"patches": {}}) if environment.patches else environment


def _compared(app: str, folder: str, old: Sequence[Document], new: Sequence[Document]) -> Iterator[Effect]:
    before, after = ({key_of(document): document for document in documents} for documents in (old, new))
    files = file_names(before)
    pairs = {key: key for key in before if key in after} | _renames(before, after)
    for key, document in before.items():
        other = after[pairs[key]] if key in pairs else None
        if document != other:
            for field, how in _gone(document) if other is None else moves(document, other):
                yield Effect(known_as(key, app), field, how, f"{folder}/{files[key]}")
    for key in after.keys() - pairs.values():
        yield Effect(known_as(key, app), (), "appears")


def _gone(document: Document) -> Iterator[tuple[Path, How]]:
    yield (), "presence"
    yield from ((field, "presence") for field, _ in leaves(document))


def _renames(before: Mapping[Key, Document], after: Mapping[Key, Document]) -> dict[Key, Key]:
    """As many objects of a kind that went as came are the same ones under other names."""
    gone: dict[tuple[str, str], list[Key]] = defaultdict(list)
    come: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for keys, others, by_kind in ((before, after, gone), (after, before, come)):
        for key in keys:
            if key not in others:
                by_kind[key[:2]].append(key)
    pairs = [(keys, come[kind]) for kind, keys in gone.items() if kind in come and len(keys) == len(come[kind])]
    if not pairs and len(gone) == len(come) == 1:  # an object of one's own, of another kind
        pairs = [*zip(gone.values(), come.values(), strict=True)]
    return {one: two for ones, twos in pairs for one, two in zip(ones, twos, strict=False)}
