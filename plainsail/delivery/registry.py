"""What delivery files are held against: the registry as plain data, and the files that are made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plainsail.errors import ParseError


@dataclass(frozen=True, kw_only=True)
class Registered:
    """One app in one environment, as the settings register it."""

    app: str
    environment: str
    dockerfile: str | None = None
    """What builds its image, relative to the project; None where it is built elsewhere."""
    inputs: Sequence[str] = ()
    """Further files and folders that the build needs: its context, its sources."""
    approval: str | None = None
    """The environment of GitHub whose reviewers are asked."""


@dataclass(frozen=True)
class Row:
    """An object in the list of a file of JSON."""

    values: Mapping[str, Any]
    text: str = field(repr=False)
    start: int
    end: int

    def line_of(self, key: str = "") -> int:
        """The line of a key; that of the row without one."""
        found = self.text.find(f'"{key}":', self.start, self.end) if key else -1
        return self.text.count("\n", 0, max(found, self.start)) + 1


@dataclass(frozen=True)
class Generated:
    """A file that a command makes from the registry: `{"version": 1, "<name>": [rows]}`."""

    path: str
    text: str | None
    """None where it is not there."""
    name: str
    """The list in it."""
    keys: Sequence[str]
    """What tells its rows apart."""
    wanted: Sequence[Mapping[str, Any]]
    """The rows that the registry makes."""

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows that it holds. Raises `ParseError`."""
        return read_rows(self.text or "", self.name)

    @property
    def readable_rows(self) -> Sequence[Row]:
        """The same; none where it cannot be read."""
        try:
            return self.rows if self.text is not None else ()
        except ParseError:
            return ()


def read_rows(text: str, name: str) -> list[Row]:
    """The objects of a list in a text of JSON. Raises `ParseError` for what is none."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ParseError(error.lineno, f"it is not JSON: {error.msg.lower()}") from None
    listed = content.get(name) if isinstance(content, dict) else None
    start = re.search(rf'"{re.escape(name)}"\s*:\s*\[', text)
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed) or start is None:
        raise ParseError(1, f"it has no list {name!r} of objects")
    rows, decoder, place = [], json.JSONDecoder(), start.end()
    for _ in listed:
        place = text.index("{", place)
        values, end = decoder.raw_decode(text, place)
        rows.append(Row(values, text, place, end))
        place = end
    return rows
