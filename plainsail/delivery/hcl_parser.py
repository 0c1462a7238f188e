"""The grammar of HCL's blocks and attributes; expressions only as far as they are written out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from plainsail.delivery.hcl_tokens import HclError, Token, tokens
from plainsail.delivery.hcl_values import Unknown, number, text


@dataclass(frozen=True)
class Attribute:
    """`name = value`."""

    name: str
    value: Any
    line: int


@dataclass(frozen=True)
class Block:
    """`type "label" { ... }`."""

    type: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]
    line: int


_ENDS = ("newline", ",", "]", "}", ")", "end")
_OPERATORS = frozenset("+-*/%!?:<>.") | {"&&", "||", "==", "!=", "<=", ">=", "=>"}
_OPERANDS = ("heredoc", "name", "number", "text")
_OPERAND_ENDS = (*_OPERANDS, ")", "]", "}")
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


def parse(written: str) -> tuple[tuple[Attribute, ...], tuple[Block, ...]]:
    """Attributes and blocks of a whole file. Raises HclError."""
    return _Parser(list(tokens(written))).body("end")


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._words[self._at]

    def _take(self, *kinds: str) -> Token:
        word = self._next
        if kinds and word.kind not in kinds:
            raise HclError(word.line, f"{_named(word)} where {' or '.join(map(_kind, kinds))} belongs")
        self._at += word.kind != "end"
        return word

    def _skip_newlines(self) -> None:
        while self._next.kind == "newline":
            self._at += 1

    def body(self, end: str) -> tuple[tuple[Attribute, ...], tuple[Block, ...]]:
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        while True:
            self._skip_newlines()
            if self._next.kind == end:
                self._take()
                return tuple(attributes), tuple(blocks)
            name = self._take("name")
            if self._next.kind == "=":
                self._take()
                attributes.append(Attribute(name.text, self._value(), name.line))
            else:
                blocks.append(self._block(name))
            if self._next.kind != end:
                self._take("newline", "end")

    def _block(self, name: Token) -> Block:
        labels: list[str] = []
        while self._next.kind in ("name", "text"):
            labels.append(self._take().text)
        self._take("{")
        return Block(name.text, tuple(labels), *self.body("}"), name.line)

    def _value(self) -> Any:
        start = self._at
        word = self._take()
        value: Any
        if word.kind in ("[", "{") and not self._is_for():
            value = self._list() if word.kind == "[" else self._object()
        else:
            value = self._scalar(word)
        if self._at > start and self._next.kind in _ENDS and value is not self:
            return value
        self._at = start
        return self._unknown()

    def _scalar(self, word: Token) -> Any:
        """A value that is written out; the parser itself for all else."""
        match word.kind:
            case "text":
                return text(word.text, quoted=True)
            case "heredoc":
                return text(word.text, quoted=False)
            case "number":
                return number(word.text)
            case "-" if self._next.kind == "number":
                return -number(self._take().text)
        return _WORDS.get(word.text, self) if word.kind == "name" else self

    def _is_for(self) -> bool:
        following = (word for word in self._words[self._at :] if word.kind != "newline")
        first, second = next(following), next(following, None)
        return first.text == "for" and first.kind == "name" and second is not None and second.kind == "name"

    def _list(self) -> list[Any]:
        items: list[Any] = []
        while True:
            self._skip_newlines()
            if self._next.kind == "]":
                self._take()
                return items
            items.append(self._value())
            self._skip_newlines()
            if self._next.kind != "]":
                self._take(",", "]")

    def _object(self) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while True:
            self._skip_newlines()
            if self._next.kind == "}":
                self._take()
                return items
            key = self._key()
            self._take("=", ":")
            items[key] = self._value()
            if self._next.kind != "}":
                self._take(",", "newline")

    def _key(self) -> str:
        word = self._take("name", "text", "number", "(")
        if word.kind != "(":
            return word.text
        self._at -= 1
        return self._unknown(until=("=", ":")).text

    def _unknown(self, until: tuple[str, ...] = _ENDS) -> Unknown:
        first = self._next
        open_brackets: list[Token] = []
        words: list[str] = []
        before = ""
        while True:
            word = self._next
            if not open_brackets and word.kind in until:
                break
            if word.kind == "end":
                raise HclError(open_brackets[-1].line, f"{open_brackets[-1].text!r} is never closed")
            if not open_brackets and before in _OPERAND_ENDS and word.kind in (*_OPERANDS, "="):
                raise HclError(word.line, f"{_named(word)} where the end of the value belongs")
            before = word.kind
            if word.kind in _CLOSING:
                open_brackets.append(word)
            elif word.kind in _CLOSING.values() and (
                not open_brackets or _CLOSING[open_brackets.pop().kind] != word.kind
            ):
                raise HclError(word.line, f"{word.text!r} closes nothing")
            if word.kind != "newline":
                words.append(f'"{word.text}"' if word.kind == "text" else word.text)
            self._at += 1
        if not words:
            raise HclError(first.line, f"{_named(first)} where a value belongs")
        if words[-1] in _OPERATORS:
            raise HclError(first.line, f"a value is missing after {words[-1]!r}")
        return Unknown(re.sub(r" ?([.\[\](),]) ?", r"\1", " ".join(words)))


def _kind(kind: str) -> str:
    return {"newline": "the end of the line", "end": "the end", "name": "a name"}.get(kind, repr(kind))


def _named(word: Token) -> str:
    return {"newline": "the end of the line", "end": "the end of the file"}.get(word.kind, repr(word.text))
