"""Applies patches to rendered objects: to plain data, after cdk8s, whose typed API would drop what it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import NoSuchField, Place, locate
from constructs_lib.settings import Patch, SettingsError
from constructs_lib.settings.errors import Path
from constructs_lib.settings.values import thaw

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def apply_patches(
    environment: Environment, documents: list[Document], built_in: Sequence[Patch], *, chart: type
) -> None:
    """Changes the documents: first by the constructs' own patches, then by those of the settings.

    Raises `SettingsError` for a patch whose object or field is not there: that of the chart, or of the settings.
    """
    patches: list[tuple[Patch, Path, type]] = [(patch, (), chart) for patch in built_in]
    patches += [(patch, ("patches", name), type(environment)) for name, patch in environment.patches.items()]
    targets = {patch.target for patch, *_ in patches}
    by_name: dict[str, Document] = {}
    for index, document in enumerate(documents):
        name = known_as(key_of(document), environment.app_name)
        if name in by_name:  # a raw object of the same kind and name, of another group, is said as one likes
            continue
        if name in targets:
            documents[index] = thaw(document)  # other renderings may share it
        by_name[name] = documents[index]
    for patch, path, owner in patches:
        try:
            _apply(patch, by_name, path)
        except SettingsError as error:
            raise SettingsError(error.message, path=error.path, owner=owner) from None


def _apply(patch: Patch, by_name: dict[str, Document], path: Path) -> None:
    document = by_name.get(patch.target)
    if document is None:
        hint = did_you_mean_or_all(patch.target, by_name)
        raise SettingsError(f"{patch.target} is not rendered, so this patch changes nothing{hint}", path=path)
    before = key_of(document)
    for field in patch.remove:
        try:
            place = locate(document, field)
        except NoSuchField as error:
            raise SettingsError(f"{patch.target} has no {field} to remove: {error}", path=(*path, "remove")) from None
        del place.container[place.key]
    for field, value in patch.set.items():
        place = _place_for(field, document, patch, (*path, "set", field))
        place.container[place.key] = thaw(value)
    for field, items in patch.insert.items():
        _insert(field, items, document, patch, (*path, "insert", field))
    for field, items in patch.append.items():
        _append(field, items, document, patch, (*path, "append", field))
    _refuse_another_name(document, before, patch, path)


def _place_for(field: str, document: Document, patch: Patch, path: Path) -> Place:
    try:
        return locate(document, field, new=True)
    except NoSuchField as error:
        message = f"{patch.target} has no place for {field}: {error}; set what is above it"
        raise SettingsError(message, path=path) from None


def _insert(field: str, items: Sequence[Any], document: Document, patch: Patch, path: Path) -> None:
    """Puts items before one that is there."""
    try:
        place = locate(document, field)
    except NoSuchField as error:
        raise SettingsError(f"{patch.target} has no {field} to come before: {error}", path=path) from None
    if not isinstance(place.container, list):
        raise SettingsError(f"{field} of {patch.target} is no item of a list; set it instead", path=path)
    place.container[place.key : place.key] = thaw(items)


def _append(field: str, items: Sequence[Any], document: Document, patch: Patch, path: Path) -> None:
    """Puts items at the end of a list, which is made where it is not there."""
    place = _place_for(field, document, patch, path)
    there = place.container[place.key] if _is_there(place) else []
    if not isinstance(there, list):
        raise SettingsError(f"{field} of {patch.target} is no list; set it instead", path=path)
    place.container[place.key] = [*there, *thaw(items)]


def _is_there(place: Place) -> bool:
    return isinstance(place.container, list) or place.container.get(place.key) is not None


def _refuse_another_name(document: Document, before: Key, patch: Patch, path: Path) -> None:
    """The name decides over the file, and over what other objects refer to."""
    try:
        same = key_of(document) == before
    except (LookupError, TypeError, AttributeError):
        same = False
    if not same:
        message = f"{patch.target} would lose its name or its namespace"
        raise SettingsError(f"{message}; set the fields of metadata that change, each by itself", path=path)
