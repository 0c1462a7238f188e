"""Lists of objects, unpacked as kubectl does: `List`, and those of one kind, such as `ConfigMapList`."""

from collections.abc import Iterator, Mapping, Sequence
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
    siblings: Sequence[Any] = ()
    """The list in which it stands; empty for an object that stands by itself."""
    index: int = 0


def unpacked(document: Any) -> Iterator[Item]:
    """The objects of a list, of lists in it, too; or the object itself.

    An item that says neither its kind nor its API version is of the kind that the list is named after.
    """
    return _unpacked(Item(document, document))


def _unpacked(outer: Item) -> Iterator[Item]:
    items = outer.document.get("items") if isinstance(outer.document, Mapping) else None
    kind = text(outer.document, "kind")
    if not isinstance(items, list) or not kind.endswith("List"):
        yield outer
        return
    for index, item in enumerate(items):
        filled = item
        if isinstance(item, Mapping) and kind != "List" and not (item.get("kind") or item.get("apiVersion")):
            filled = {**item, "kind": kind.removesuffix("List"), "apiVersion": text(outer.document, "apiVersion")}
        yield from _unpacked(Item(filled, item, items, index))
