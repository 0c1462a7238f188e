"""The vendored objects of an app, as they go into `dist/`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import SettingsError
from constructs_lib.settings.delivery import KEPT
from constructs_lib.settings.names import PART_OF
from plainsail.errors import ProjectError
from plainsail.manifests.argocd_words import SYNC_OPTIONS
from plainsail.provenance.scope import Modules
from plainsail.render.vendored.files import NoSource, SourceObject, read_source
from plainsail.render.vendored.moves import Move, is_namespace
from plainsail.render.vendored.scopes import Scopes

if TYPE_CHECKING:
    from constructs_lib.settings import Manifests

_BY_SERVER = "ServerSideApply=true"
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_MOST_ANNOTATED = 256 * 1024
"""Bytes of an object's annotations, keys and values together."""


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
    return [VendoredObject(_noted(environment, each.document), each.source) for each in objects]


def add_vendored(environment: Manifests, documents: list[Document]) -> None:
    """Adds the objects of the source to those of the chart; the app's Namespace lends its labels to the chart's."""
    home = Key("", "Namespace", None, environment.filled(environment.namespace.name))
    own = next((document for document in documents if key_of(document) == home), None)
    for each in vendored(environment):
        if each.key != home:
            documents.append(each.document)
        elif own:
            _lend(each.document["metadata"], own["metadata"])


def _lend(theirs: Document, ours: Document) -> None:
    """What the settings say of the app's namespace holds, beside what the source says of it."""
    for name in ("annotations", "labels"):
        if isinstance(theirs.get(name), dict):
            ours[name] = {**theirs[name], **ours.get(name, {})}


def root_of(environment: Manifests) -> Path:
    """The project's folder: that which holds the package of the environment's class."""
    module = Modules().module(type(environment).__module__)
    return module.root if module else Path.cwd()


def _without(environment: Manifests, found: Sequence[SourceObject]) -> Iterator[SourceObject]:
    names = {str(each.key) for each in found}
    for index, name in enumerate(environment.without):
        if name not in names:
            message = f"without={name!r} is not in {environment.filled(environment.source)}"
            hint = did_you_mean_or_all(name, {other for other in names if other[0] == name[0]} or names)
            raise SettingsError(f"{message}{hint}", path=("without", index), owner=type(environment))
    yield from (each for each in found if str(each.key) not in environment.without)


def _refuse_secrets(found: Sequence[SourceObject]) -> None:
    for each in found:
        if each.key[:2] == ("", "Secret"):
            remedy = f'leave it out (without = ["{each.key}"]), and let an ExternalSecret make it'
            raise ProjectError(f"{each.place}: {each.key} is readable by everybody who reads Git; {remedy}")


def _placed(environment: Manifests, found: Sequence[tuple[SourceObject, bool]]) -> list[VendoredObject]:
    """Each object in its namespace: the app's, or that which it names; those that live in none name none."""
    home = environment.filled(environment.namespace.name)
    move = Move.of([each.document for each, _ in found], home) if environment.namespaces == "set" else None
    placed = []
    for each, is_namespaced in found:
        document = move(each.document) if move else each.document
        if move and is_namespace(each.key):
            document = _with_metadata(document, name=home)
        elif not is_namespaced:
            document = _with_metadata(document, namespace=None)
        elif not each.key.namespace:
            document = _with_metadata(document, namespace=home)
        placed.append(VendoredObject(document, each))
    return placed


def _with_metadata(document: Document, **fields: Any) -> Document:
    """The object with fields of its metadata replaced, or taken out where they are None."""
    metadata = {key: value for key, value in {**document["metadata"], **fields}.items() if key not in fields or value}
    return document if metadata == document["metadata"] else {**document, "metadata": metadata}


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


def _noted(environment: Manifests, document: Document) -> Document:
    """The object with the labels and annotations of the settings. What it says itself stays: selectors may ask for it.

    Nothing is added within it, and nothing that says who made it.
    """
    labels = {**environment.labels, **({PART_OF: environment.part_of} if environment.part_of else {})}
    annotations = dict(environment.annotations)
    if is_namespace(key_of(document)):
        # A namespace takes everything in it along.
        annotations = {**KEPT[environment.tool], **annotations}
    metadata = document["metadata"]
    added = {
        name: {**ours, **theirs}
        for name, ours in (("annotations", annotations), ("labels", labels))
        if ours and isinstance(theirs := metadata.get(name) or {}, dict)
    }
    noted = {**document, "metadata": {**metadata, **added}}
    return noted if _is_applied_by_server(environment) or not _is_too_large(noted) else _applied_by_server(noted)


def _is_applied_by_server(environment: Manifests) -> bool:
    return environment.sync_policy.server_side_apply or _BY_SERVER in environment.sync_policy.sync_options


def _is_too_large(document: Document) -> bool:
    """Whether `kubectl apply`, and Argo CD like it, could not keep the object in an annotation, as they do."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    escaped = sum(5 * text.count(character) for character in "<>&")  # \u003c, as Go writes them
    annotations = document["metadata"].get("annotations") or {}
    others = sum(len(key.encode()) + len(str(value).encode()) for key, value in annotations.items())
    return len(text.encode()) + escaped + others + len(_LAST_APPLIED) > _MOST_ANNOTATED


def _applied_by_server(document: Document) -> Document:
    annotations = document["metadata"].get("annotations") or {}
    options = ",".join(filter(None, (annotations.get(SYNC_OPTIONS), _BY_SERVER)))
    return _with_metadata(document, annotations={**annotations, SYNC_OPTIONS: options})
