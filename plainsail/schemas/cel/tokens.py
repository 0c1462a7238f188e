"""The words of CEL, after the lexer rules of `cel-go/parser/gen/CEL.g4`."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["float", "uint", "int", "bytes", "string", "name", "quoted name", "sign", "end"]

_ESCAPE = r"\\(?:[abfnrtv\"'\\?`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})"
_TEXT = "|".join(
    (
        r"[rR]\"\"\"(?s:.*?)\"\"\"|[rR]'''(?s:.*?)'''|[rR]\"[^\"\n\r]*\"|[rR]'[^'\n\r]*'",
        rf"\"\"\"(?:{_ESCAPE}|[^\\])*?\"\"\"|'''(?:{_ESCAPE}|[^\\])*?'''",
        rf"\"(?:{_ESCAPE}|[^\\\"\n\r])*\"|'(?:{_ESCAPE}|[^\\'\n\r])*'",
    )
)
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<blank>[ \t\r\n\f]+|//[^\n]*)",
            r"(?P<float>[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9]+(?:[eE][-+]?[0-9]+)?)",
            r"(?P<uint>(?:0x[0-9a-fA-F]+|[0-9]+)[uU])",
            r"(?P<int>0x[0-9a-fA-F]+|[0-9]+)",
            rf"(?P<bytes>[bB](?:{_TEXT}))",
            rf"(?P<string>{_TEXT})",
            r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)",
            r"(?P<quoted_name>`[A-Za-z0-9_.\-/ ]+`)",
            r"(?P<sign>==|!=|<=|>=|&&|\|\||[-<>\[\]{}().,!?:+*/%])",
        )
    )
)


class NoCEL(ValueError):
    """Where text is no expression in CEL, and why, in words for people."""


class Token(NamedTuple):
    """One word of an expression."""

    kind: Kind
    text: str
    at: int
    """The index of its first character."""


def tokens(expression: str) -> Iterator[Token]:
    """The words of an expression, and its end. Raises `NoCEL`."""
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise NoCEL(f"{place(expression, at)}: '{expression[at]}' begins no word of CEL")
        if match.lastgroup != "blank":
            yield Token(_KINDS[match.lastgroup or ""], match[0], at)
        at = match.end()
    yield Token("end", "", at)


_KINDS: dict[str, Kind] = {
    "float": "float",
    "uint": "uint",
    "int": "int",
    "bytes": "bytes",
    "string": "string",
    "name": "name",
    "quoted_name": "quoted name",
    "sign": "sign",
}


def place(expression: str, at: int) -> str:
    r"""Where a character is, as people count.

    >>> place("a", 0), place("a &&\n  b", 7)
    ('character 1', 'line 2, character 3')
    """
    before = expression[:at]
    line, column = before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
    return f"line {line}, character {column}" if "\n" in expression else f"character {column}"
