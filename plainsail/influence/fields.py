"""A field of a rendered object as people write it: found in the object, or told what there is instead."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from constructs_lib.settings.errors import did_you_mean
from plainsail.errors import ProjectError
from plainsail.influence.moves import Field, Part, leaves_of, parts_of, shown
from plainsail.kubernetes.objects import Document

_ITEM = re.compile(r"\[([^\]\"]*)\]")


def find(document: Document, text: str, *, name: str) -> Field:
    """The field that the text means: `spec.template.spec.containers[app].image`, `metadata.labels["a.b/c"]`.

    An item of a list is named by what tells it apart, or by its position. `name` is the object's, for the
    `ProjectError` about a field that is not there.
    """
    field: Field = ()
    value: Any = document
    left = text.strip()
    while left or not field:
        part, left_over = _first(left, value, first=not field)
        if part is None:
            raise ProjectError(_no_such(name, field, left, value))
        field, value, left = (*field, part), dict(parts_of(value))[part], left_over
    return field


def below(document: Document, field: Field) -> list[tuple[Field, Any]]:
    """The last parts of a field, which may be the field itself, with their values."""
    return [(leaf, value) for leaf, value in leaves_of(document) if leaf[: len(field)] == field]


def _first(text: str, value: Any, *, first: bool) -> tuple[Part | None, str]:
    """The first part of the text that leads somewhere in the value, and the rest."""
    known = [part for part, _ in parts_of(value)]
    if text.startswith('["'):
        return _quoted(text, known)
    if found := _ITEM.match(text):
        return _item(found[1], known), text[found.end() :]
    if not first and not text.startswith("."):
        return None, text
    text = text if first else text[1:]
    for kind, name in sorted(known, key=lambda part: -len(part[1])):
        if kind == "key" and (text == name or (text.startswith(name) and text[len(name)] in ".[")):
            return (kind, name), text[len(name) :]
    return None, text


def _quoted(text: str, known: Sequence[Part]) -> tuple[Part | None, str]:
    try:
        key, end = json.JSONDecoder().raw_decode(text, 1)
    except json.JSONDecodeError:
        return None, text
    part: Part = ("key", str(key))
    return (part if part in known and text[end : end + 1] == "]" else None), text[end + 1 :]


def _item(name: str, known: Sequence[Part]) -> Part | None:
    items = [part for part in known if part[0] == "item"]
    by_name = next((part for part in items if part[1] == name), None)
    if by_name is None and name.isdigit() and int(name) < len(items):
        return items[int(name)]
    return by_name


def _no_such(name: str, field: Field, left: str, value: Any) -> str:
    here, known = shown(field), [part for part, _ in parts_of(value)]
    if not known:
        return f"{here} of {name} is {json.dumps(value)}; there is nothing in it"
    names = [part[1] for part in known]
    wanted = re.split(r"[.\[\]]", left.lstrip(".["))[0].strip('"')
    near = did_you_mean(wanted, names)
    listed = f"{'' if near else ';'} there are: {', '.join(names)}"
    return f"there is no {wanted!r} in {f'{here} of ' if here else ''}{name}{near}{listed}"
