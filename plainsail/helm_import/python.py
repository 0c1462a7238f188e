"""Values as Python writes them: the data as Helm reads it, with the comments and the order of the file.

What is written stays as it is when ruff or black format it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any
from unicodedata import combining, east_asian_width

from plainsail.helm_import.comments import Notes, Path

_STEP = "    "
_PIECE = re.compile(r"[^\n]*\n|[^\n]+")


class Writer:
    """Lines of code that are no wider than the project has them."""

    def __init__(self, notes: Notes, width: int) -> None:
        self._notes = notes
        self._width = width

    def above(self) -> list[str]:
        """Comments of the values as a whole."""
        return list(self._comments(self._notes.above.get((), ()), _STEP))

    def assigned(self, name: str, values: Mapping[str, Any], *, call: str | None = None) -> list[str]:
        """`name = {...}`, or `name = call({...})`, as a class says it."""
        begin = f"{name} = {call}(" if call else f"{name} = "
        end = ")" if call else ""
        if line := self._on_one_line(values, (), f"{_STEP}{begin}", end):
            return [line]
        if not call:
            return list(self._lines(values, (), _STEP, begin, end))
        return [f"{_STEP}{begin}", *self._lines(values, (), _STEP * 2, "", ""), f"{_STEP}{end}"]

    # --- one value

    def _entry(self, value: Any, path: Path, indent: str, before: str) -> Iterator[str]:
        """A key or an item with its comments; `before` is `"key": `, or nothing."""
        notes = self._notes
        beside = notes.beside.get(path, "")
        lines = self._value(value, path, indent, before, beside)
        if lines is None:
            lines = self._value(value, path, indent, before, "") or []
            above = [*notes.above.get(path, ()), beside]
        else:
            above = notes.above.get(path, [])
        yield from self._comments(above, indent)
        yield from lines
        yield from self._comments(notes.below.get(path, ()), indent)

    def _value(self, value: Any, path: Path, indent: str, before: str, comment: str) -> list[str] | None:
        """The lines of a value; None where a comment does not fit behind it."""
        behind = f"  {_spaced(comment)}" if comment else ""
        if line := self._on_one_line(value, path, f"{indent}{before}", f",{behind}"):
            return [line]
        lines = list(self._lines(value, path, indent, before, ","))
        if not comment:
            return lines
        first = f"{lines[0]}{behind}"
        is_opened = len(lines) > 1 and isinstance(value, dict | list)
        return [first, *lines[1:]] if is_opened and columns(first) <= self._width else None

    def _on_one_line(self, value: Any, path: Path, before: str, after: str) -> str:
        if value and isinstance(value, dict | list) and self._notes.has_within(path):
            return ""
        if isinstance(value, str) and value.count("\n", 0, -1) and len(value) > self._width // 2:
            return ""
        line = f"{before}{literal(value)}{after}"
        return line if columns(line) <= self._width else ""

    def _lines(self, value: Any, path: Path, indent: str, before: str, after: str) -> Iterator[str]:
        match value:
            case dict() if value:
                yield f"{indent}{before}{{"
                for key in self._ordered(value, path):
                    yield from self._entry(value[key], (*path, key), indent + _STEP, f"{literal(key)}: ")
                yield f"{indent}}}{after}"
            case list() if value:
                yield f"{indent}{before}["
                for index, item in enumerate(value):
                    yield from self._entry(item, (*path, index), indent + _STEP, "")
                yield f"{indent}]{after}"
            case str() if len(pieces := self._pieces(value, len(indent) + len(_STEP))) > 1:
                yield f"{indent}{before}("
                yield from (f"{indent}{_STEP}{piece}" for piece in pieces)
                yield f"{indent}){after}"
            case _:
                yield f"{indent}{before}{literal(value)}{after}"

    def _ordered(self, value: Mapping[str, Any], path: Path) -> Sequence[str]:
        order = {key: index for index, key in enumerate(self._notes.order.get(path, ()))}
        return sorted(value, key=lambda key: order.get(key, len(order)))

    # --- long texts

    def _pieces(self, text: str, column: int) -> list[str]:
        """The text in literals that Python joins: a line each, and those that are too long cut behind blanks."""
        pieces: list[str] = []
        for line in _PIECE.findall(text):
            piece = ""
            for word in re.findall(r"\s*\S+\s*|\s+", line):
                if piece and column + columns(literal(piece + word)) > self._width:
                    pieces.append(literal(piece))
                    piece = ""
                piece += word
            pieces.append(literal(piece))
        return pieces

    def _comments(self, comments: Sequence[str], indent: str) -> Iterator[str]:
        for comment in comments:
            text = _spaced(comment)
            if len(indent) + columns(text) <= self._width:
                yield f"{indent}{text}"
                continue
            body = text.lstrip("#")
            lead = text[: len(text) - len(body.lstrip())]
            width = max(self._width - len(indent) - len(lead), 20)
            for line in wrap(body.strip(), width, break_long_words=False, break_on_hyphens=False):
                yield f"{indent}{lead}{line}"


def literal(value: Any) -> str:
    """A value as formatters leave it.

    >>> print(literal({"a": [1, 1e16, None], 'b "c"': "it's"}))
    {"a": [1, 1e16, None], 'b "c"': "it's"}
    """
    match value:
        case str():
            return _quoted(value)
        case dict():
            return "{" + ", ".join(f"{literal(key)}: {literal(entry)}" for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case float():
            return repr(value).replace("e+", "e")
        case _:
            return repr(value)


def _quoted(text: str) -> str:
    """In double quotes, but where that takes more backslashes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    # repr() chooses its quotes by what a text holds, and one character holds one kind at most.
    body = "".join(part if part in ("'", '"') else repr(part)[1:-1] for part in re.split("(['\"])", text))
    return f"{quote}{body.replace(quote, chr(92) + quote)}{quote}"


def columns(line: str) -> int:
    """The columns that a line takes, as formatters count them: two for a wide character."""
    return len(line) if line.isascii() else sum(_columns(character) for character in line)


def _columns(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1


def _spaced(comment: str) -> str:
    """A comment as formatters leave it: a blank behind the #."""
    body = comment.lstrip("#")
    marks = comment[: len(comment) - len(body)]
    if not body or marks != "#" or body[0] in " \t!:":
        return comment
    return f"# {body}"
