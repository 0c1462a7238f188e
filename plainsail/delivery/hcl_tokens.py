"""The words of HCL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class HclError(ValueError):
    """Text that is not HCL; `line` is where."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line, self.problem = line, problem


class Token(NamedTuple):
    """One word of a file."""

    kind: str
    """`name`, `number`, `text`, `heredoc`, `newline`, `end`, or the punctuation itself."""
    text: str
    """As written; of a quoted text what stands between the quotes."""
    line: int


_SPACE = re.compile(r"(?:[ \t\r\ufeff]|/\*.*?\*/|(?:\#|//)[^\n]*)+", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[^\W\d][\w-]*")
_HEREDOC = re.compile(r"<<-?(?P<mark>[\w-]+)\r?\n(?P<text>.*?)^[ \t]*(?P=mark)(?=\r?$)", re.DOTALL | re.MULTILINE)
_PUNCTUATION = re.compile(r"=>|==|!=|<=|>=|&&|\|\||\.\.\.|[][{}(),.:?!=+*/%<>-]")


def tokens(text: str) -> Iterator[Token]:
    """The words of the text, an `end` last. Raises HclError."""
    position, line = 0, 1
    while position < len(text):
        if found := _SPACE.match(text, position):
            line += found[0].count("\n")
            position = found.end()
            continue
        start, kind, word = line, "", ""
        if text[position] == "\n":
            kind, end = "newline", position + 1
        elif text[position] == '"':
            end = _after_quoted(text, position, line)
            kind, word = "text", text[position + 1 : end - 1]
        elif found := _HEREDOC.match(text, position):
            kind, word, end = "heredoc", found["text"], found.end()
        elif found := _NUMBER.match(text, position):
            kind, word, end = "number", found[0], found.end()
        elif found := _NAME.match(text, position):
            kind, word, end = "name", found[0], found.end()
        elif found := _PUNCTUATION.match(text, position):
            kind, word, end = found[0], found[0], found.end()
        else:
            raise HclError(line, f"{text[position]!r} means nothing here")
        yield Token(kind, word, start)
        line += text.count("\n", position, end)
        position = end
    yield Token("end", "", line)


def _after_quoted(text: str, start: int, line: int) -> int:
    """Where a quoted text ends. Within `${...}` and `%{...}` braces nest, and quotes begin texts of their own."""
    position, depth = start + 1, 0
    while position < len(text):
        char = text[position]
        if char == "\\" and not depth:
            position += 2
        elif text.startswith(("$${", "%%{"), position) and not depth:
            position += 3
        elif text.startswith(("${", "%{"), position):
            depth += 1
            position += 2
        elif depth and char in "{}":
            depth += 1 if char == "{" else -1
            position += 1
        elif char == '"':
            if not depth:
                return position + 1
            position = _after_quoted(text, position, line)
        elif char == "\n" and not depth:
            break
        else:
            position += 1
    raise HclError(line, "the text that begins here has no closing quote")
