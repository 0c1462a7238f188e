"""Applies patches to rendered objects: to plain data, after cdk8s, whose typed API would drop what it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from constructs_lib.settings import Patch, SettingsError
from constructs_lib.settings.errors import Path
from constructs_lib.settings.field_path import NoSuchField, locate
from constructs_lib.settings.frozen import thaw
from constructs_lib.settings.wording import did_you_mean
from plainsail.objects import Document, key_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def apply_patches(environment: Environment, documents: list[Document], built_in: Sequence[Patch]) -> None:
    """Changes the documents: first by the constructs' own patches, then by those of the settings.

    Raises `SettingsError` for a patch whose object or field is not there.
    """
    by_name = {str(key_of(document)): document for document in documents}
    for patch in built_in:
        _apply(patch, by_name, ())
    for name, patch in environment.patches.items():
        try:
            _apply(patch, by_name, ("patches", name))
        except SettingsError as error:
            raise SettingsError(error.message, path=error.path, owner=type(environment)) from None


def _apply(patch: Patch, by_name: dict[str, Document], path: Path) -> None:
    document = by_name.get(patch.target)
    if document is None:
        hint = did_you_mean(patch.target, list(by_name)) or f"; there is {', '.join(sorted(by_name))}"
        raise SettingsError(f"{patch.target} is not rendered, so this patch changes nothing{hint}", path=path)
    for field in patch.remove:
        container, key = _locate(document, patch, field, (*path, "remove"))
        if isinstance(container, dict) and key not in container:
            raise SettingsError(f"{patch.target} has no {field} to remove", path=(*path, "remove"))
        del container[key]
    for field, value in patch.set.items():
        container, key = _locate(document, patch, field, (*path, "set", field))
        container[key] = thaw(value)


def _locate(document: Document, patch: Patch, field: str, path: Path) -> tuple[Any, Any]:
    try:
        return locate(document, field)
    except NoSuchField as error:
        raise SettingsError(
            f"{patch.target} has no place for {field}: {error}; set what is above it", path=path
        ) from None
