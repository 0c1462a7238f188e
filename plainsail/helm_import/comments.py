"""What a values file holds beside its data: comments, the order of keys, and the line of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from plainsail.yaml_scalars import mapping_key

Path = tuple[str | int, ...]
"""Keys and indices down to a value."""
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")


@dataclass
class Notes:
    """Of one file, or of several of which the later says more."""

    order: dict[Path, list[str]] = field(default_factory=dict)
    """The keys of each mapping as they stand there."""
    above: dict[Path, list[str]] = field(default_factory=dict)
    """Comments that stand above a key or an item, each with its `#`."""
    beside: dict[Path, str] = field(default_factory=dict)
    """The comment behind a value, or behind the key of a mapping or a list."""
    below: dict[Path, list[str]] = field(default_factory=dict)
    """Comments that stand behind a value, deeper than what follows it."""
    lines: dict[Path, int] = field(default_factory=dict)
    """Where each key and item stands, from 1."""

    def has_within(self, path: Path) -> bool:
        """Whether a comment stands at something in the value at that path."""
        return path in self._holding

    def sealed(self) -> Notes:
        """The same, ready to be asked."""
        paths = {path for notes in (self.above, self.beside, self.below) for path in notes}
        self._holding = {path[:length] for path in paths for length in range(len(path))}
        return self

    _holding: set[Path] = field(default_factory=set)


def read_notes(text: str) -> Notes:
    """The notes of a file that Helm reads. A file that PyYAML cannot read has none."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        if root is None:  # a file that says nothing yet
            lines = [line.strip() for line in text.splitlines()]
            return Notes(above={(): [line for line in lines if line.startswith("#")]}).sealed()
        notes = _Walk(text, root).notes
    except (yaml.YAMLError, ValueError, RecursionError):
        return Notes().sealed()
    return notes.sealed()


def joined(several: list[Notes]) -> Notes:
    """The notes of values that were merged: where two say something of one key, the later's counts."""
    if len(several) == 1:
        return several[0]
    made = Notes()
    for notes in several:
        made.above |= notes.above
        made.beside |= notes.beside
        made.below |= notes.below
        made.lines |= notes.lines
        for path, keys in notes.order.items():
            made.order[path] = list(dict.fromkeys([*made.order.get(path, []), *keys]))
    return made.sealed()


@dataclass(frozen=True)
class _Entry:
    line: int
    column: int
    path: Path


class _Walk:
    """The nodes of a file in order, and then its comments, each to one of them."""

    def __init__(self, text: str, root: Any) -> None:
        self.notes = Notes()
        self._entries: list[_Entry] = []
        self._scalars: list[Any] = []
        self._seen: set[int] = set()
        self._value(root, ())
        self._columns = {entry.path: entry.column for entry in self._entries}
        self._lines = [entry.line for entry in self._entries]
        lines = text.split("\n")
        for line, column, comment in self._comments(text, lines):
            if lines[line][:column].strip():
                self._place_beside(line, comment)
            else:
                self._place_alone(line, column, comment)

    def _value(self, node: Any, path: Path, *, repeated: bool = False) -> None:
        # What an alias repeats has its comments where the anchor is.
        repeated = repeated or id(node) in self._seen
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self._mapping(node, path, repeated=repeated)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                column = item.start_mark.column if node.flow_style else node.start_mark.column
                self._enter(item, column, (*path, index), repeated=repeated or id(item) in self._seen)
                self._value(item, (*path, index), repeated=repeated)
        else:
            self._scalars.append(node)

    def _mapping(self, node: Any, path: Path, *, repeated: bool) -> None:
        order = self.notes.order.setdefault(path, [])
        for key, value in node.value:
            self._scalars.append(key)
            if key.tag == "tag:yaml.org,2002:merge":
                for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    self._value(part, path, repeated=True)
                continue
            name = _name(key)
            if name not in order:
                order.append(name)
            self._enter(key, key.start_mark.column, (*path, name), repeated=repeated)
            self._value(value, (*path, name), repeated=repeated)

    def _enter(self, node: Any, column: int, path: Path, *, repeated: bool) -> None:
        if not repeated:
            self._entries.append(_Entry(node.start_mark.line, column, path))
            self.notes.lines[path] = node.start_mark.line + 1

    def _comments(self, text: str, lines: list[str]) -> Iterator[tuple[int, int, str]]:
        """Each comment with its line and column, from 0: what begins with # and stands in no scalar."""
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)

        def offset(mark: Any) -> int:
            return min(int(starts[mark.line] + mark.column), len(text))

        blank = list(text)
        for node in self._scalars:
            begin, end = offset(node.start_mark), offset(node.end_mark)
            if node.style in ("|", ">") and (header := _HEADER.match(text, begin)):
                blank[begin] = "x"
                begin = header.end(1)
            for index in range(begin, end):
                if blank[index] != "\n":
                    blank[index] = "x"
        gaps = "".join(blank)
        for comment in _COMMENT.finditer(gaps):
            at = bisect_right(starts, comment.start()) - 1
            yield at, comment.start() - starts[at], comment[0].rstrip()

    def _place_beside(self, line: int, comment: str) -> None:
        end = bisect_right(self._lines, line)
        if not end:
            self._add(self.notes.above, (), comment)
            return
        # Of several on one line, what holds the others, unless it is an item whose first key stands beside its dash.
        on_line = self._entries[bisect_left(self._lines, line) : end] or self._entries[end - 1 : end]
        entry = on_line[0]
        if len(on_line) > 1 and isinstance(entry.path[-1], int) and on_line[1].path[:-1] == entry.path:
            entry = on_line[1] if len(on_line) == 2 else entry
        if entry.path in self.notes.beside:
            self._add(self.notes.above, entry.path, comment)
        else:
            self.notes.beside[entry.path] = comment

    def _place_alone(self, line: int, column: int, comment: str) -> None:
        at = bisect_left(self._lines, line)
        after = self._entries[at] if at < len(self._entries) else None
        if at and (after is None or column > after.column):
            path = self._entries[at - 1].path
            while len(path) > 1 and self._columns.get(path, 0) > column:
                path = path[:-1]
            if after is None or after.path[: len(path)] != path:
                self._add(self.notes.below, path, comment)
                return
        self._add(self.notes.above, after.path if after else (), comment)

    @staticmethod
    def _add(notes: dict[Path, list[str]], path: Path, comment: str) -> None:
        notes.setdefault(path, []).append(comment)


def _name(key: Any) -> str:
    if not isinstance(key, yaml.ScalarNode):
        return ""
    if key.style in ("'", '"'):
        return str(key.value)
    return mapping_key(key.value, None)
