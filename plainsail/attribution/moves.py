"""The fields of rendered objects, and which of them differ between two renderings.

Items of lists are told apart by what names them, not by position: `containers[app].env[APP_ENV].value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

Part: TypeAlias = tuple[Literal["key", "item"], str]
"""`("key", "spec")`, or `("item", "app")`."""
Field: TypeAlias = tuple[Part, ...]
How: TypeAlias = Literal["value", "presence", "appears"]
"""Of a field of the first rendering: it has another value, or is gone; and a field that only the second has."""
Move: TypeAlias = tuple[Field, How]

_NAMES = (
    *("name", "secretKey", "mountPath", "topologyKey", "host", "path", "containerPort", "resource.name", "type"),
    *("server", "namespace", "kind", "key", "ip", "port"),
)
"""What may name the items of a list; the first that all of them have, each another, does."""

_ITEM = re.compile(r"[A-Za-z0-9_./:-]+")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_$/-]+")


def shown(field: Field) -> str:
    """The field as people write it.

    >>> shown((("key", "spec"), ("key", "ports"), ("item", "http"))), shown((("key", "labels"), ("key", "a.b/c")))
    ('spec.ports[http]', 'labels["a.b/c"]')
    """
    text = ""
    for kind, name in field:
        if kind == "item":
            text += f"[{name}]"
        elif _PLAIN_KEY.fullmatch(name):
            text += f".{name}" if text else name
        else:
            text += f'["{name}"]'
    return text


def parts_of(value: Any) -> list[tuple[Part, Any]]:
    """The parts that a mapping or a list consists of; none where it is neither."""
    if isinstance(value, Mapping):
        return [(("key", str(key)), item) for key, item in value.items()]
    if isinstance(value, list):
        names = item_names(value) or [str(index) for index in range(len(value))]
        return [(("item", name), item) for name, item in zip(names, value, strict=True)]
    return []


def leaves_of(value: Any, field: Field = ()) -> Iterator[tuple[Field, Any]]:
    """Every field down to its last parts, with its value; what is empty is a leaf too."""
    inside = parts_of(value)
    if not inside:
        yield field, value
    for part, item in inside:
        yield from leaves_of(item, (*field, part))


def item_names(items: Sequence[Any]) -> list[str] | None:
    """What names each item of a list, or None where nothing does."""
    if not items or not all(isinstance(item, Mapping) for item in items):
        return None
    for path in _NAMES:
        names = [_text_at(item, path) for item in items]
        if len(set(names)) == len(names) and all(_ITEM.fullmatch(name) for name in names):
            return names
    return None


def _text_at(item: Any, path: str) -> str:
    for key in path.split("."):
        item = item.get(key) if isinstance(item, Mapping) else None
    return str(item) if isinstance(item, (str, int)) else ""


def moves(old: Any, new: Any, field: Field = ()) -> Iterator[Move]:
    """Every field that differs, down to the last parts."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old and new:
        for key in old.keys() & new.keys():
            yield from moves(old[key], new[key], (*field, ("key", str(key))))
        yield from _all({key: old[key] for key in old if key not in new}, field, "presence")
        yield from _all({key: new[key] for key in new if key not in old}, field, "appears")
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _items(old, new, field)
    elif old != new or type(old) is not type(new):  # 1 is not True
        # Emptied is gone; anything else is another value.
        how: How = "presence" if new in ({}, []) and old else "value"
        yield from ((leaf, how) for leaf, _ in leaves_of(old, field))


def _all(value: Mapping[str, Any], field: Field, how: How) -> Iterator[Move]:
    if value:
        yield from ((leaf, how) for leaf, _ in leaves_of(value, field))


def _items(old: list[Any], new: list[Any], field: Field) -> Iterator[Move]:
    before, after = item_names(old), item_names(new)
    names = before or [str(index) for index in range(len(old))]
    if before and after:
        gone = [name for name in before if name not in after]
        come = [name for name in after if name not in before]
        pairs = [(name, name) for name in before if name in after]
        # As many that went as came are the same ones under other names.
        pairs += zip(gone, come, strict=True) if len(gone) == len(come) else []
        here, there = dict(zip(before, old, strict=True)), dict(zip(after, new, strict=True))
    else:
        pairs, here = _aligned(old, new), dict(zip(names, old, strict=True))
        there = {str(index): item for index, item in enumerate(new)}
        pairs = [(names[int(one)], two) for one, two in pairs]
    for one, two in pairs:
        yield from moves(here[one], there[two], (*field, ("item", one)))
    for name in here.keys() - {one for one, _ in pairs}:
        yield from ((leaf, "presence") for leaf, _ in leaves_of(here[name], (*field, ("item", name))))
    for name in there.keys() - {two for _, two in pairs}:
        yield from ((leaf, "appears") for leaf, _ in leaves_of(there[name], (*field, ("item", name))))


def _aligned(old: list[Any], new: list[Any]) -> list[tuple[str, str]]:
    """Positions in two lists of what is the same, or stands in the same place."""
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False)
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            pairs += [
                (str(one), str(two)) for one, two in zip(range(start, end), range(other, other_end), strict=False)
            ]
    return pairs
