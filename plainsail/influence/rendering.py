"""Renders an app in one environment again and again, each time with another setting, and tells what moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from plainsail.files.layout import file_names
from plainsail.influence.changes import APP_NAME, Change, with_values
from plainsail.influence.model import Effect, name_of
from plainsail.influence.moves import Move, leaves_of, moves, shown
from plainsail.kubernetes.objects import Document, Key, key_of
from plainsail.registry import ARGOCD
from plainsail.rendering import render, render_delivery
from plainsail.together import label

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

SHARED = ("repository", "revision", "argocd", "env_name")
"""What all apps of an environment say alike, so that it changes in all of them at once."""


Objects: TypeAlias = tuple[list[Document], list[Document]]
"""Those of the app, and those of Argo CD."""


class Bench:
    """The objects of one app as they are, and what becomes of them. `companions` are all apps of its environment."""

    def __init__(self, environment: Environment, companions: Sequence[Environment]) -> None:
        self._environment = environment
        self._companions = companions
        others = [each for each in companions if each is not environment]
        self._other_keys = [key_of(d) for rendered in render(others) for d in rendered.documents] if others else []
        self._heard: set[str] = set()
        self._keys: list[Key] = []
        self._app, self._delivery = self._objects(environment)

    def documents(self) -> dict[str, Document]:
        """The file in `dist/` to the object in it, as things are."""
        found: dict[str, Document] = {}
        for folder, documents in (
            (label(self._environment), self._app),
            (f"{ARGOCD}/{self._environment.env_name}", self._delivery),
        ):
            by_key = {key_of(document): document for document in documents}
            found |= {f"{folder}/{name}": by_key[key] for key, name in file_names(by_key).items()}
        return found

    def effects(self, change: Change) -> Iterator[Effect]:
        """What the change does, in the first way that can be rendered; nothing where none can."""
        for way in change.ways:
            both: tuple[Objects, Objects] | None = None
            with suppress(Exception):  # whatever a construct says to a value that may make no sense
                both = self._both(way(), renamed=change.setting == APP_NAME)
            if both is not None:
                for folder, old, new in zip(self._folders(), *both, strict=True):
                    yield from _compared(folder, old, new)
                return

    def _folders(self) -> tuple[str, str]:
        return label(self._environment), f"{ARGOCD}/{self._environment.env_name}"

    def _both(self, changed: Environment, *, renamed: bool) -> tuple[Objects, Objects]:
        """The objects as they are, and as they would be."""
        if not renamed:
            return (self._app, self._delivery), self._objects(changed)
        # Patches name their objects by the app's name: neither side has them.
        return self._objects(_unpatched(self._environment)), self._objects(_unpatched(changed))

    def _objects(self, environment: Environment) -> Objects:
        documents = render([environment])[0].documents
        keys = [*self._other_keys, *(key_of(document) for document in documents)]
        if self._heard and keys == self._keys and not any(self._differs(environment, name) for name in self._heard):
            return documents, self._delivery
        shared = {name: getattr(environment, name) for name in SHARED}
        apps = [environment if each is self._environment else with_values(each, shared) for each in self._companions]
        if not self._heard:
            self._keys = keys
            apps = [cast("Environment", _Listening(each, self._heard)) for each in apps]
        return documents, render_delivery(apps, keys)

    def _differs(self, environment: Environment, name: str) -> bool:
        return bool(getattr(environment, name) != getattr(self._environment, name))


class _Listening:
    """Notes which attributes of an environment are asked for: those of Argo CD's objects are few."""

    def __init__(self, environment: Environment, heard: set[str]) -> None:
        self._environment, self._heard = environment, heard

    def __getattr__(self, name: str) -> Any:
        self._heard.add(name)
        return getattr(self._environment, name)


def _unpatched(environment: Environment) -> Environment:
    return with_values(environment, {"patches": {}}) if environment.patches else environment


def _compared(folder: str, old: Sequence[Document], new: Sequence[Document]) -> Iterator[Effect]:
    before, after = ({key_of(document): document for document in documents} for documents in (old, new))
    files = file_names(before)
    pairs = {key: key for key in before if key in after} | _renames(before, after)
    for key, document in before.items():
        other = after[pairs[key]] if key in pairs else None
        gone: list[Move] = [(field, "presence") for field, _ in leaves_of(document)]
        found = gone if other is None else moves(document, other)
        for field, how in found:
            yield Effect(name_of(document), shown(field), how, f"{folder}/{files[key]}")
    for key in after.keys() - pairs.values():
        yield Effect(str(key), "", "appears")


def _renames(before: Mapping[Key, Document], after: Mapping[Key, Document]) -> dict[Key, Key]:
    """As many objects of a kind that went as came are the same ones under other names."""
    gone: dict[tuple[str, str], list[Key]] = defaultdict(list)
    come: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for keys, others, found in ((before, after, gone), (after, before, come)):
        for key in keys:
            if key not in others:
                found[key[:2]].append(key)
    pairs = [(keys, come[kind]) for kind, keys in gone.items() if kind in come and len(keys) == len(come[kind])]
    if not pairs and len(gone) == len(come) == 1:  # an object of one's own, of another kind
        pairs = [*zip(gone.values(), come.values(), strict=True)]
    return {one: two for ones, twos in pairs for one, two in zip(ones, twos, strict=False)}
