"""The vendored objects of an app, as they go into `dist/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import SettingsError
from plainsail.errors import ProjectError
from plainsail.render.vendored.delivered import add, noted, refuse_unknown, root_of, why_no_secret, with_metadata
from plainsail.render.vendored.files import NoSource, SourceObject, read_source
from plainsail.render.vendored.moves import Move, is_namespace
from plainsail.render.vendored.scopes import Scopes

if TYPE_CHECKING:
    from constructs_lib.settings import Manifests


@dataclass(frozen=True, eq=False)
class VendoredObject:
    """An object as it is delivered. Many renderings share the document: nobody changes it."""

    document: Document
    source: SourceObject
    """The same as its file holds it."""

    @cached_property
    def key(self) -> Key:
        """Group, kind, namespace and name."""
        return key_of(self.document)


def vendored(environment: Manifests, root: Path | None = None) -> list[VendoredObject]:
    """The objects of the source; a Namespace that is the app's bears its name, there may be several of those.

    `root` is the project's folder, without one that of the environment's class. Raises `SettingsError` for what the
    settings ask, `ProjectError` for what the files hold.
    """
    if not environment.source:  # an experiment asks what is there without it
        return []
    root = root or root_of(environment)
    source = environment.filled(environment.source)
    try:
        found = read_source(root, source)
    except NoSource as error:
        message = f"source={source!r} {error}"
        raise SettingsError(message, path=("source",), owner=type(environment)) from None
    kept = list(_without(environment, found))
    _refuse_secrets(kept)
    scopes = Scopes(root, [each.document for each in kept])
    objects = _placed(environment, [(each, scopes.is_namespaced(each)) for each in kept])
    _refuse_doubles(environment, objects)
    return [VendoredObject(noted(environment, each.document), each.source) for each in objects]


def add_vendored(environment: Manifests, documents: list[Document]) -> None:
    """Adds the objects of the source to those of the chart; the app's Namespace lends its labels to the chart's."""
    add(environment, documents, [each.document for each in vendored(environment)])


def _without(environment: Manifests, found: Sequence[SourceObject]) -> Iterator[SourceObject]:
    source = environment.filled(environment.source)
    refuse_unknown(environment, environment.without, [each.key for each in found], source)
    yield from (each for each in found if str(each.key) not in environment.without)


def _refuse_secrets(found: Sequence[SourceObject]) -> None:
    for each in found:
        if readable := why_no_secret(each.key):
            raise ProjectError(f"{each.place}: {readable}")


def _placed(environment: Manifests, found: Sequence[tuple[SourceObject, bool]]) -> list[VendoredObject]:
    """Each object in its namespace: the app's, or that which it names; those that live in none name none."""
    home = environment.filled(environment.namespace.name)
    move = Move.of([each.document for each, _ in found], home) if environment.namespaces == "set" else None
    placed = []
    for each, is_namespaced in found:
        document = move(each.document) if move else each.document
        if move and is_namespace(each.key):
            document = with_metadata(document, name=home)
        elif not is_namespaced:
            document = with_metadata(document, namespace=None)
        elif not each.key.namespace:
            document = with_metadata(document, namespace=home)
        placed.append(VendoredObject(document, each))
    return placed


def _refuse_doubles(environment: Manifests, objects: Sequence[VendoredObject]) -> None:
    seen: dict[Key, SourceObject] = {}
    for each in objects:
        first = seen.setdefault(each.key, each.source)
        if first is each.source or (is_namespace(each.key) and first.key != each.source.key):
            continue
        if first.key == each.source.key or (first.key.namespace or "") == (each.source.key.namespace or ""):
            raise ProjectError(f"{each.source.place}: {each.key} is at {first.place}, too; take one of them out")
        message = f"{each.key} is in two namespaces ({first.place}, {each.source.place}), and one would hide the other"
        raise SettingsError(f"{message}; say namespaces='keep'", path=("source",), owner=type(environment))
