"""Paths into a Kubernetes object: `spec.template.spec.containers[app].env[APP_ENV].value`.

A key with dots, slashes or the like is quoted: `metadata.labels["a.b/c"]`. An item of a list is named by its merge key,
or by its index where there is none (see `lists`): `spec.ports[80]`, `spec.metrics[Resource/cpu]`, `args[0]`. That is
the one spelling that is printed. Others are understood: an index or the item's name anywhere, a key in brackets without
quotes, a key with dots written plainly.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from constructs_lib.kubernetes.lists import find, item_labels


class Item(NamedTuple):
    """The part of a path that names an item of a list; a plain text names a key."""

    name: str


Part: TypeAlias = str | Item
Path: TypeAlias = tuple[Part, ...]

_PART = re.compile(
    r"""(?:^|\.)(?P<key>[^.\[\]"\s]+)|\[(?P<item>[^\[\]"]+)\]|\[(?P<quoted>"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-f]{4}))*")\]"""
)
_PLAIN = re.compile(r"[A-Za-z0-9_$-]+")


class NoSuchField(LookupError):
    """A path leads nowhere in an object: where it ends, what it asks for there, and what there is instead."""

    def __init__(self, path: Path, part: Part, value: Any) -> None:
        self.name = name_of(part)
        self.known = [name_of(inner[-1]) for inner, _ in children(path, value)]
        """What stands where the path ends."""
        self._path, self._value = path, value
        self._in_brackets = isinstance(part, Item) or not isinstance(value, list)
        super().__init__(self.message())

    def message(self, owner: str = "", hint: str = "") -> str:
        """The message; `owner` is what the object is called, `hint` goes on where the message stops: `; ...?`."""
        here = " of ".join(filter(None, (format_path(self._path), owner))) or "the object"
        if not self.known:
            return f"{here} is {json.dumps(self._value)}; there is nothing in it"
        what = f"there is no {self.name!r} in {here}" if self._in_brackets else f"{here} is a list: name an item as [0]"
        return f"{what}{hint or ';'} there are: {', '.join(self.known)}"


@dataclass(frozen=True)
class Place:
    """Where a field stands in an object."""

    path: Path
    """The path as it is printed."""
    container: Any
    key: Any
    """The key of the mapping, or the index in the list, that `container` is."""


@lru_cache(maxsize=4096)
def parse_path(text: str) -> Path:
    """The parts of a path. Raises `ValueError` with the end of a sentence that begins with the path.

    >>> parse_path('containers[app].env[0]["a.b"]')
    ('containers', Item(name='app'), 'env', Item(name='0'), 'a.b')
    """
    parts: list[Part] = []
    at = 0
    while part := _PART.match(text, at):
        quoted = json.loads(part["quoted"], strict=False) if part["quoted"] else None
        parts.append(Item(part["item"]) if part["item"] else part["key"] or quoted or "")
        at = part.end()
    if at != len(text) or not parts:
        raise ValueError(
            "is not a path to a field; write it as 'spec.containers[app].env[0]', keys with dots as [\"a.b/c\"]"
        )
    return tuple(parts)


def format_path(path: Path) -> str:
    """The path as people write it.

    >>> format_path(("spec", "ports", Item("80"))), format_path(("metadata", "labels", "a.b/c"))
    ('spec.ports[80]', 'metadata.labels["a.b/c"]')
    """
    text = ""
    for part in path:
        if isinstance(part, Item):
            text += f"[{part.name}]"
        elif _PLAIN.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part, ensure_ascii=False)}]"
    return text


def name_of(part: Part) -> str:
    """The key, or what the item is called."""
    return part.name if isinstance(part, Item) else part


def children(path: Path, value: Any) -> list[tuple[Path, Any]]:
    """The fields or the items that a value at a path consists of; none where it is neither mapping nor list."""
    if isinstance(value, (dict, Mapping)):
        return [((*path, str(key)), item) for key, item in value.items()]
    if isinstance(value, list):
        called = item_labels(list_name(path), value)
        return [((*path, Item(label)), item) for label, item in zip(called, value, strict=True)]
    return []


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every field down to the last ones, with its value; what is empty is a leaf, too."""
    inside = children(path, value)
    if not inside:
        yield path, value
    for inner, item in inside:
        yield from leaves(item, inner)


def locate(document: Any, path: str, *, new: bool = False) -> Place:
    """Where a path leads; with `new` its last key need not be there.

    Raises `NoSuchField`, and `ValueError` for what is no path.

    >>> place = locate({"spec": {"ports": [{"port": 80, "name": "http"}]}}, "spec.ports[http].port")
    >>> format_path(place.path), place.container[place.key]
    ('spec.ports[80].port', 80)
    """
    rest = parse_path(path)
    place = Place((), [document], 0)
    while rest:
        value = place.container[place.key]
        inner, key, used = _step(value, rest, place.path)
        place, rest = Place(inner, value, key), rest[used:]
        if isinstance(value, (dict, Mapping)) and key not in value and (rest or not new):
            raise NoSuchField(inner[:-1], inner[-1], value)
    return place


def steps(document: Any, path: str) -> Iterator[tuple[Any, str | int]]:
    """The way along a path, as far as it leads: each mapping or list on it, and the key or index taken there.

    >>> [key for _, key in steps({"env": [{"name": "A"}]}, "env[A].value")]
    ['env', 0]
    """
    parts: list[Part | int] = list(parse_path(path))
    value = document
    walked: Path = ()
    while parts:
        try:
            walked, key, used = _step(value, parts, walked)
        except NoSuchField:
            return
        if isinstance(value, (dict, Mapping)) and key not in value:
            return
        yield value, key
        value, parts = value[key], parts[used:]


def canonical(document: Any, path: str | Sequence[Part | int]) -> Path:
    """The path as it is printed: as `locate` finds it, and what is not there as it was given.

    Keys and indices in turn, as parsers of schemas give them, are a path, too.

    >>> format_path(canonical({"env": [{"name": "A"}]}, ["env", 0, "value"]))
    'env[A].value'
    """
    parts = list(parse_path(path) if isinstance(path, str) else path)
    value = document
    walked: Path = ()
    while parts:
        try:
            walked, key, used = _step(value, parts, walked)
        except NoSuchField:
            return (*walked, *(Item(str(part)) if isinstance(part, int) else part for part in parts))
        value = value.get(key) if isinstance(value, (dict, Mapping)) else value[key]
        parts = parts[used:]
    return walked


def _step(value: Any, parts: Sequence[Part | int], path: Path) -> tuple[Path, str | int, int]:
    """The path with the next part, the key or index that this is, and how many of the parts it took."""
    first = Item(str(parts[0])) if isinstance(parts[0], int) else parts[0]
    if isinstance(value, (dict, Mapping)):
        key, used = _key(value, parts, name_of(first))
        return (*path, key), key, used
    if isinstance(value, list) and isinstance(first, Item):
        index = parts[0] if isinstance(parts[0], int) else find(list_name(path), value, first.name)
        if index is not None and index < len(value):
            return (*path, Item(item_labels(list_name(path), value)[index])), index, 1
    raise NoSuchField(path, first, value)


def _key(mapping: Mapping[str, Any], parts: Sequence[Part | int], name: str) -> tuple[str, int]:
    """The key that the next part names, or the next parts together where somebody wrote its dots plainly."""
    if name in mapping and (len(parts) == 1 or isinstance(mapping[name], (dict, list, Mapping))):
        return name, 1
    keys = []
    for part in parts:
        if not isinstance(part, str):
            break
        keys.append(part)
    for used in range(len(keys), 1, -1):
        if (key := ".".join(keys[:used])) in mapping:
            return key, used
    return name, 1


def list_name(path: Path) -> str:
    """What a list at a path is called, which decides over what names its items."""
    return path[-1] if path and isinstance(path[-1], str) else ""


def match(pattern: str, path: Path) -> tuple[str, ...] | None:
    """What the stars of a pattern stand for; None where it does not match.

    `*` is one key, `[*]` one item, `**` any number of parts, which are not returned.

    >>> match("**.containers[*].image", ("spec", "containers", Item("app"), "image"))
    ('app',)
    >>> match("spec.*", ("spec", "a", "b")), match("spec.**", ("spec", "a", "b"))
    (None, ())
    """
    return _match(_pattern(pattern), path)


def begins(pattern: str, path: Path) -> tuple[str, ...] | None:
    """The same for a pattern that may go on: `spec.selector` matches what stands below it, too."""
    return _match((*_pattern(pattern), "**"), path)


_pattern = cache(parse_path)


def _match(pattern: Path, path: Path) -> tuple[str, ...] | None:
    if not pattern:
        return None if path else ()
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        results = (_match(rest, path[start:]) for start in range(len(path) + 1))
        return next((result for result in results if result is not None), None)
    if not path or not (first == path[0] or (name_of(first) == "*" and type(first) is type(path[0]))):
        return None
    inner = _match(rest, path[1:])
    return inner if inner is None or first == path[0] else (name_of(path[0]), *inner)
