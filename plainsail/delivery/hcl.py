"""Reads HCL as far as it is data: blocks, attributes, and values that are written out.

What only Terraform can compute becomes `Unknown`. The parser of PyPI's `python-hcl2` knows the whole language, but
takes two seconds to build its grammar, which it then wants to keep among the installed packages, and knows the lines
of blocks alone; this one reads all of `deploy/terragrunt/` in milliseconds. A test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from plainsail.errors import ParseError


class HclError(ParseError):
    """Text that is not HCL."""


@dataclass(frozen=True)
class Unknown:
    """An expression whose value only Terraform knows."""

    text: str
    """As written, with single spaces."""
    template: bool = False
    """Whether it is text with `${...}` in it."""


@dataclass(frozen=True)
class Attribute:
    """`name = value`."""

    name: str
    value: Any
    line: int


@dataclass(frozen=True)
class Body:
    """The attributes and blocks of a file."""

    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Any, int]]:
        """Every value, at any depth: keys, value, line. A block's keys are its type and its labels.

        Locals come first: what goes by the name of one is written there.
        """
        variables = tuple(block for block in self.blocks if block.type == "locals")
        others = tuple(block for block in self.blocks if block.type != "locals")
        known = {attribute.name: attribute.value for block in variables for attribute in block.attributes}
        yield from _walk(Body((), variables), (), known)
        yield from _walk(Body(self.attributes, others), (), known)


@dataclass(frozen=True)
class Block(Body):
    """`type "label" { ... }`."""

    type: str
    labels: tuple[str, ...]
    line: int


def read_hcl(text: str) -> Body:
    """The attributes and blocks of a text. Raises HclError."""
    return _Parser(list(_tokens(text))).body("end")


def nested(keys: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A value and every value below it, each with its keys; lists have none of their own.

    >>> list(nested(("a",), [{"b": 1}, 2]))
    [(('a',), [{'b': 1}, 2]), (('a', 'b'), 1)]
    """
    yield keys, value
    for item in value if isinstance(value, list) else [value]:
        for key, inner in item.items() if isinstance(item, Mapping) else ():
            yield from nested((*keys, str(key)), inner)


def _walk(body: Body, keys: tuple[str, ...], known: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any, int]]:
    for attribute in body.attributes:
        for path, value in nested((*keys, attribute.name), _filled(attribute.value, known)):
            yield path, value, attribute.line
    for block in body.blocks:
        yield from _walk(block, (*keys, block.type, *block.labels), known)


_LOCAL = re.compile(r"\$\{\s*local\.([\w-]+)\s*\}")
_DEEPEST = 10


def _filled(value: Any, known: dict[str, Any], depth: int = 0) -> Any:
    """The value with `local.x` replaced where the same file defines x."""

    def literal(match: re.Match[str]) -> str:
        text = _filled(known.get(match[1]), known, depth + 1)
        return text if isinstance(text, str) else match[0]

    match value:
        case dict():
            return {key: _filled(item, known, depth) for key, item in value.items()}
        case list():
            return [_filled(item, known, depth) for item in value]
        case Unknown(text, template=True) if depth <= _DEEPEST:  # locals may name each other
            text = _LOCAL.sub(literal, text)
            return Unknown(text, template=True) if "${" in text or "%{" in text else text
        case Unknown(text) if depth <= _DEEPEST:
            scope, _, name = text.partition(".")
            return _filled(known[name], known, depth + 1) if scope == "local" and name in known else value
    return value


_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|\$(?=\$\{)|%(?=%\{)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_TEMPLATE = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")


def _text(written: str, *, quoted: bool) -> str | Unknown:
    """The text that is meant; backslashes escape within quotes alone.

    >>> _text("a $${b}", quoted=True)
    'a ${b}'
    """
    if _TEMPLATE.search(written):
        return Unknown(written, template=True)
    return _ESCAPE.sub(_unescaped, written) if quoted else written


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    if escape is None:  # `$${` and `%%{`
        return ""
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPED.get(escape, escape)


def _number(written: str) -> int | float:
    return int(written) if written.isdigit() else float(written)


class _Token(NamedTuple):
    kind: str
    """`name`, `number`, `text`, `heredoc`, `newline`, `end`, or the punctuation itself."""
    text: str
    """As written; of a quoted text what stands between the quotes."""
    line: int


_TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\r\ufeff]|/\*.*?\*/|(?:\#|//)[^\n]*)+)
    |(?P<newline>\n)
    |(?P<heredoc><<-?(?P<mark>[\w-]+)\r?\n(?P<lines>.*?)^[ \t]*(?P=mark)(?=\r?$))
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>[^\W\d][\w-]*)
    |(?P<punctuation>=>|==|!=|<=|>=|&&|\|\||\.\.\.|[][{}(),.:?!=+*/%<>-])""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def _tokens(text: str) -> Iterator[_Token]:
    """The words of the text, an `end` last. Raises HclError."""
    position, line = 0, 1
    while position < len(text):
        if text[position] == '"':
            end = _after_quoted(text, position, line)
            yield _Token("text", text[position + 1 : end - 1], line)
        elif match := _TOKEN.match(text, position):
            end, kind = match.end(), str(match.lastgroup)
            word = match["lines"] if kind == "heredoc" else match[0]
            if kind != "space":
                yield _Token(word if kind == "punctuation" else kind, word, line)
        else:
            raise HclError(line, f"{text[position]!r} means nothing here")
        line += text.count("\n", position, end)
        position = end
    yield _Token("end", "", line)


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


_ENDS = ("newline", ",", "]", "}", ")", "end")
_OPERATORS = frozenset("+-*/%!?:<>.") | {"&&", "||", "==", "!=", "<=", ">=", "=>"}
_OPERANDS = ("heredoc", "name", "number", "text")
_OPERAND_ENDS = (*_OPERANDS, ")", "]", "}")
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


class _Parser:
    def __init__(self, words: list[_Token]) -> None:
        self._words = words
        self._at = 0

    @property
    def _next(self) -> _Token:
        return self._words[self._at]

    def _take(self, *kinds: str) -> _Token:
        word = self._next
        if kinds and word.kind not in kinds:
            raise HclError(word.line, f"{_named(word)} where {' or '.join(map(_kind, kinds))} belongs")
        self._at += word.kind != "end"
        return word

    def _skip_newlines(self) -> None:
        while self._next.kind == "newline":
            self._at += 1

    def _items(self, end: str, *separators: str) -> Iterator[None]:
        """One turn an item, up to what ends them; takes what separates two of them."""
        while True:
            self._skip_newlines()
            if self._next.kind == end:
                self._take()
                return
            yield
            if "newline" not in separators:
                self._skip_newlines()
            if self._next.kind != end:
                self._take(*separators)

    def body(self, end: str) -> Body:
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        for _ in self._items(end, "newline", "end"):
            name = self._take("name")
            if self._next.kind == "=":
                self._take()
                attributes.append(Attribute(name.text, self._value(), name.line))
            else:
                blocks.append(self._block(name))
        return Body(tuple(attributes), tuple(blocks))

    def _block(self, name: _Token) -> Block:
        labels: list[str] = []
        while self._next.kind in ("name", "text"):
            labels.append(self._take().text)
        self._take("{")
        body = self.body("}")
        return Block(body.attributes, body.blocks, name.text, tuple(labels), name.line)

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

    def _scalar(self, word: _Token) -> Any:
        """A value that is written out; the parser itself for all else."""
        match word.kind:
            case "text":
                return _text(word.text, quoted=True)
            case "heredoc":
                return _text(word.text, quoted=False)
            case "number":
                return _number(word.text)
            case "-" if self._next.kind == "number":
                return -_number(self._take().text)
        return _WORDS.get(word.text, self) if word.kind == "name" else self

    def _is_for(self) -> bool:
        following = (word for word in self._words[self._at :] if word.kind != "newline")
        first, second = next(following), next(following, None)
        return first.text == "for" and first.kind == "name" and second is not None and second.kind == "name"

    def _list(self) -> list[Any]:
        return [self._value() for _ in self._items("]", ",", "]")]

    def _object(self) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for _ in self._items("}", ",", "newline"):
            key = self._key()
            self._take("=", ":")
            items[key] = self._value()
        return items

    def _key(self) -> str:
        word = self._take("name", "text", "number", "(")
        if word.kind != "(":
            return word.text
        self._at -= 1
        return self._unknown(until=("=", ":")).text

    def _unknown(self, until: tuple[str, ...] = _ENDS) -> Unknown:
        first = self._next
        open_brackets: list[_Token] = []
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


def _named(word: _Token) -> str:
    return {"newline": "the end of the line", "end": "the end of the file"}.get(word.kind, repr(word.text))
