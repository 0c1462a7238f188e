"""Paths to fields of a rendered object: `spec.template.spec.containers[app].resources.limits.memory`.

Elements of a list are named by their `name`, by position (`[0]`), or by value in a list of texts; a key with dots is
quoted: `metadata.annotations["example.com/owner"]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_PART = re.compile(r"""(?:^|\.)(?P<key>[A-Za-z0-9_$/-]+)|\[(?P<index>[A-Za-z0-9_./:-]+)\]|\["(?P<quoted>[^"]+)"\]""")

Part = tuple[str, str]
"""`("key", "spec")` or `("item", "app")`."""


def parse(path: str) -> list[Part]:
    """The parts of a path. Raises `ValueError` with the end of a sentence that begins with the path.

    >>> parse('containers[app].env[0]')
    [('key', 'containers'), ('item', 'app'), ('key', 'env'), ('item', '0')]
    """
    parts: list[Part] = []
    at = 0
    while at < len(path):
        match = _PART.match(path, at)
        if not match:
            break
        kind = "item" if match["index"] else "key"
        parts.append((kind, match["key"] or match["index"] or match["quoted"]))
        at = match.end()
    if at != len(path) or not parts:
        raise ValueError(
            "is not a path to a field; write it as 'spec.containers[app].env[0]', keys with dots as [\"a.b/c\"]"
        )
    return parts


class NoSuchField(LookupError):
    """The path leads nowhere in this object; the message says where it ends."""


def step(value: Any, part: Part, walked: str) -> str | int:
    """The key or index that `part` means within `value`. Raises `NoSuchField`."""
    kind, name = part
    if kind == "key" and isinstance(value, Mapping):
        return name
    if kind == "item" and isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(value):
            if isinstance(item, Mapping) and item.get("name") == name:
                return index
        if name.isdigit() and int(name) < len(value):
            return int(name)
        raise NoSuchField(f"{walked or 'the object'} has no element [{name}]")
    raise NoSuchField(f"{walked or 'the object'} is {'a list' if isinstance(value, list) else 'no mapping'}")


def locate(document: Any, path: str) -> tuple[Any, str | int]:
    """The container that the last part of the path stands in, and its key or index there. Raises `NoSuchField`."""
    parts = parse(path)
    value, walked = document, ""
    for part in parts[:-1]:
        key = step(value, part, walked)
        walked += f"[{part[1]}]" if part[0] == "item" else f".{part[1]}" if walked else part[1]
        if isinstance(value, Mapping) and key not in value:
            raise NoSuchField(f"there is no {walked}")
        value = value[key]
    return value, step(value, parts[-1], walked)
