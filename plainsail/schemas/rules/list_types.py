"""What the API server refuses in the kinds of lists and mappings that a schema may name.

After `ValidateCustomResourceDefinitionOpenAPISchema` and `validateMapListKeysMapSet`: `x-kubernetes-list-type`,
`x-kubernetes-list-map-keys` and `x-kubernetes-map-type`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.rules.together import Refusal

_LIST = "x-kubernetes-list-type"
_KEYS = "x-kubernetes-list-map-keys"
_MAP = "x-kubernetes-map-type"
_LISTS = ("atomic", "set", "map")
_MAPS = ("atomic", "granular")


def refused_list_types(schema: Document, path: tuple[Part | int, ...]) -> Iterator[Refusal]:
    """What is refused in the words for lists and mappings of one node."""
    for field, words, kind in ((_MAP, _MAPS, "object"), (_LIST, _LISTS, "array")):
        if (word := schema.get(field)) is None:
            continue
        if word not in words:
            yield Refusal((*path, field), f"{word!r} is none of {', '.join(words)}{did_you_mean(word, words)}")
        if schema.get("type") != kind:
            yield Refusal((*path, field), f"stands where type is not {kind}")
    list_type = schema.get(_LIST)
    if schema.get(_KEYS) and list_type != "map":
        yield Refusal((*path, _KEYS), f"stands without {_LIST}: map; only the items of a map have keys")
    items = schema.get("items")
    if list_type in ("set", "map") and isinstance(items, dict) and items.get("nullable"):
        yield Refusal((*path, "items", "nullable"), f"may not be true: the list is a {list_type}")
    if list_type == "set" and schema.get("type") == "array" and isinstance(items, dict):
        yield from _set(items, (*path, "items"))
    if list_type == "map":
        yield from _map(schema, path)


def _set(items: Document, path: tuple[Part | int, ...]) -> Iterator[Refusal]:
    """The items of a set are compared as a whole."""
    if items.get("type") == "array" and items.get(_LIST, "atomic") != "atomic":
        yield Refusal((*path, _LIST), "is not atomic, though the list is a set")
    if items.get("type") == "object" and items.get(_MAP) != "atomic":
        yield Refusal((*path, _MAP), "is not atomic, though the list is a set")


def _map(schema: Document, path: tuple[Part | int, ...]) -> Iterator[Refusal]:
    """The items of a map are told apart by their keys."""
    keys: list[str] = schema.get(_KEYS) or []
    items = schema.get("items")
    if not keys:
        yield Refusal((*path, _KEYS), f"is required and missing: {_LIST} is map")
    if not isinstance(items, dict):
        yield Refusal((*path, "items"), f"is no schema, though {_LIST} is map")
        return
    if items.get("type") != "object":
        yield Refusal((*path, "items", "type"), f"is not object, though {_LIST} of the list is map")
        return
    fields = items.get("properties") or {}
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Refusal((*path, _KEYS, index), f"{key!r} is there twice")
        elif key not in fields:
            yield Refusal((*path, _KEYS, index), f"{key!r} is no property of the items{did_you_mean(key, fields)}")
        else:
            is_there = key in items.get("required", ()) or "default" in fields[key]
            yield from _key(fields[key], (*path, "items", "properties", key), is_there=is_there)


def _key(field: Document, path: tuple[Part | int, ...], *, is_there: bool) -> Iterator[Refusal]:
    """A field by which the items of a list are told apart; `is_there` in every item, where that is sure."""
    if field.get("type") in ("array", "object"):
        yield Refusal((*path, "type"), f"is {field['type']}, though the field is a key of the list")
    if not is_there:
        yield Refusal(path, "is a key of the list, and so is required in its items or has a default; it is neither")
    if field.get("nullable"):
        yield Refusal((*path, "nullable"), "may not be true: the field is a key of the list")
