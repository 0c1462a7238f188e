"""Lists of objects, unpacked as kubectl does: `List`, and those of one kind, such as `ConfigMapList`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plainsail.manifests.fields import text


@dataclass(frozen=True)
class Item:
    """An object of a file."""

    document: Any
    """The object, with the kind that its list says of it; whatever stands there instead."""
    source: Any
    """The same as the file holds it."""


def unpacked(document: Any, source: Any = None) -> Iterator[Item]:
    """The objects of a list, of lists in it, too; or the object itself.

    An item that says neither its kind nor its API version is of the kind that the list is named after.
    """
    source = document if source is None else source
    items = document.get("items") if isinstance(document, Mapping) else None
    kind = text(document, "kind")
    if not isinstance(items, list) or not kind.endswith("List"):
        yield Item(document, source)
        return
    for item in items:
        filled = item
        if isinstance(item, Mapping) and kind != "List" and not (item.get("kind") or item.get("apiVersion")):
            filled = {**item, "kind": kind.removesuffix("List"), "apiVersion": text(document, "apiVersion")}
        yield from unpacked(filled, item)
