"""What the settings add to an object that somebody else wrote, and how it joins those of the app."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.settings import SettingsError
from constructs_lib.settings.delivery import KEPT
from constructs_lib.settings.names import PART_OF
from plainsail.manifests.argocd_words import SYNC_OPTIONS
from plainsail.provenance.scope import Modules
from plainsail.render.vendored.moves import is_namespace

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_BY_SERVER = "ServerSideApply=true"
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_MOST_ANNOTATED = 256 * 1024
"""Bytes of an object's annotations, keys and values together."""


def refuse_unknown(environment: Environment, without: Sequence[str], keys: Iterable[Key], place: str) -> None:
    """Raises `SettingsError` where the setting `without` names an object that is not in that place."""
    names = {str(key) for key in keys}
    for index, name in enumerate(without):
        if name not in names:
            hint = did_you_mean_or_all(name, {other for other in names if other[0] == name[0]} or names)
            message = f"without={name!r} is not in {place}{hint}"
            raise SettingsError(message, path=("without", index), owner=type(environment))


def why_no_secret(key: Key) -> str:
    """Why an object is not delivered, where it is a Secret; else nothing."""
    if key[:2] != ("", "Secret"):
        return ""
    remedy = f'leave it out (without = ["{key}"]), and let an ExternalSecret make it'
    return f"{key} is readable by everybody who reads Git; {remedy}"


def add(environment: Environment, documents: list[Document], others: Sequence[Document]) -> None:
    """Adds objects to those of the chart; the app's Namespace among them lends its labels to the chart's."""
    home = Key("", "Namespace", None, environment.filled(environment.namespace.name))
    own = next((document for document in documents if key_of(document) == home), None)
    for document in others:
        if key_of(document) != home:
            documents.append(document)
        elif own:
            _lend(document["metadata"], own["metadata"])


def _lend(theirs: Document, ours: Document) -> None:
    """What the settings say of the app's namespace holds, beside what the source says of it."""
    for name in ("annotations", "labels"):
        if isinstance(theirs.get(name), dict):
            ours[name] = {**theirs[name], **ours.get(name, {})}


def root_of(environment: Environment) -> Path:
    """The project's folder: that which holds the package of the environment's class."""
    module = Modules().module(type(environment).__module__)
    return module.root if module else Path.cwd()


def with_metadata(document: Document, **fields: Any) -> Document:
    """The object with fields of its metadata replaced, or taken out where they are None."""
    metadata = {key: value for key, value in {**document["metadata"], **fields}.items() if key not in fields or value}
    return document if metadata == document["metadata"] else {**document, "metadata": metadata}


def noted(environment: Environment, document: Document) -> Document:
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


def _is_applied_by_server(environment: Environment) -> bool:
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
    return with_metadata(document, annotations={**annotations, SYNC_OPTIONS: options})
