"""The grammar of CEL, after `cel-go/parser/gen/CEL.g4`: an expression as a tree. Operators are calls of their sign."""

from dataclasses import dataclass, replace
from typing import NoReturn

from plainsail.schemas.cel.tokens import NoCEL, Token, place, tokens

__all__ = ["Call", "Field", "Items", "Message", "Name", "NoCEL", "Node", "Value", "parsed"]

_RESERVED = frozenset(
    (
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"),
        *("namespace", "return", "var", "void", "while"),
    )
)
_WORDS = frozenset(("in", "true", "false", "null"))
_CONSTANTS = {"true": "bool", "false": "bool", "null": "null_type"}
_VALUES = {"float": "double", "uint": "uint", "int": "int", "bytes": "bytes", "string": "string"}
_BINARY = {"||": 1, "&&": 2, "+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
_BINARY |= dict.fromkeys(("<", "<=", ">=", ">", "==", "!=", "in"), 3)
_DEEPEST = 50
_LARGEST = {"int": 2**63 - 1, "uint": 2**64 - 1}


@dataclass(frozen=True)
class Node:
    """Part of an expression."""

    at: int
    """The index of its first character, or of its sign."""


@dataclass(frozen=True)
class Value(Node):
    """A number, text, true, false or null; `type` is its type in CEL."""

    type: str
    text: str


@dataclass(frozen=True)
class Name(Node):
    """A variable, or the first part of a name with dots."""

    name: str


@dataclass(frozen=True)
class Field(Node):
    """A field of a value; `optional` where it is asked for with `?`."""

    of: Node
    field: str
    optional: bool = False
    quoted: bool = False
    """Whether its name stands between backticks."""


@dataclass(frozen=True)
class Call(Node):
    """A function, an operator or a macro; `of` is the value whose function it is."""

    function: str
    of: Node | None
    arguments: tuple[Node, ...]
    chained: str = ""
    """The sign, where more of the same may follow."""


@dataclass(frozen=True)
class Items(Node):
    """A list or a map in brackets, or an index into one."""

    type: str
    """`list`, `map`, or `index`: of the first part into the second."""
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Message(Node):
    """An object of a type with a name: `Object{spec: ...}`."""

    type: str
    parts: tuple[Node, ...]


def parsed(expression: str) -> Node | None:
    """The tree of an expression; None where it is nested deeper than anybody writes. Raises `NoCEL`."""
    parser = _Parser(expression)
    try:
        node = parser.expression()
    except _TooDeepError:
        return None
    if parser.token.kind != "end":
        parser.refuse("an operator or the end")
    return node


class _TooDeepError(Exception):
    """It would take more of Python's stack than there is."""


class _Parser:
    def __init__(self, expression: str) -> None:
        self._text = expression
        self._tokens = list(tokens(expression))
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The one that is read next."""
        return self._tokens[self._next]

    def refuse(self, wanted: str) -> NoReturn:
        """Raises `NoCEL`: something else should stand here."""
        found = f"'{self.token.text}' stands" if self.token.kind != "end" else "the expression ends"
        raise NoCEL(f"{place(self._text, self.token.at)}: {found} where {wanted} belongs")

    def expression(self) -> Node:
        """`a ? b : c`, and all that binds closer."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        node = self._binary(1)
        if at := self._took("?"):
            then = self._binary(1)
            self._need(":")
            node = Call(at.at, "?:", None, (node, then, self.expression()))
        self._depth -= 1
        return node

    def _binary(self, least: int) -> Node:
        """Operators that bind as close as `least` or closer, from left to right."""
        node = self._unary()
        while (binds := _BINARY.get(self.token.text, 0)) >= least and self.token.kind in ("sign", "name"):
            sign = self._take()
            right = self._binary(binds + 1)
            if sign.text in ("&&", "||") and isinstance(node, Call) and node.chained == sign.text:
                left = node.arguments  # one call for a long chain
            else:
                left = (node,)
            node = Call(sign.at, sign.text, None, (*left, right), chained=sign.text)
        return node

    def _unary(self) -> Node:
        signs: list[Token] = []
        while self.token.text in ("!", "-") and (not signs or signs[0].text == self.token.text):
            signs.append(self._take())
        node = self._member()
        for sign in reversed(signs):
            node = Call(sign.at, f"{sign.text}_", None, (node,))
        return node

    def _member(self) -> Node:
        node = self._primary()
        while True:
            if dot := self._took("."):
                optional = self._took("?") is not None
                if self.token.kind not in ("name", "quoted name") or self.token.text in _WORDS:
                    self.refuse("the name of a field")
                name = self._take()
                if name.kind == "name" and not optional and self._took("("):
                    node = Call(name.at, name.text, node, self._arguments(")"))
                else:
                    node = Field(dot.at, node, name.text.strip("`"), optional, quoted=name.kind == "quoted name")
            elif bracket := self._took("["):
                optional = self._took("?") is not None
                node = Items(bracket.at, "optional index" if optional else "index", (node, self.expression()))
                self._need("]")
            else:
                return node

    def _primary(self) -> Node:
        token = self.token
        if token.kind in _VALUES:
            return self._value(self._take())
        if token.kind == "name" and token.text in _CONSTANTS:
            return Value(self._take().at, _CONSTANTS[token.text], token.text)
        if self._took("("):
            node = self.expression()
            self._need(")")
            return replace(node, chained="") if isinstance(node, Call) else node
        if self._took("["):
            return Items(token.at, "list", self._arguments("]", trailing=True, optional=True))
        if self._took("{"):
            return Items(token.at, "map", self._pairs(keys=True))
        dot = self._took(".")
        if self.token.kind != "name" or self.token.text in _WORDS:
            self.refuse("a name" if dot else "a value")
        return self._named(token)

    def _named(self, first: Token) -> Node:
        """A variable, a function or an object of a type."""
        if (message := self._message()) is not None:
            return message
        name = self._take()
        if name.text in _RESERVED:
            raise NoCEL(f"{place(self._text, name.at)}: '{name.text}' is reserved, and no name")
        if self._took("("):
            return Call(name.at, name.text, None, self._arguments(")"))
        return Name(first.at, name.text)

    def _message(self) -> Node | None:
        """Names with dots between and `{` behind."""
        ahead = self._next
        while self._tokens[ahead + 1].text == "." and self._tokens[ahead + 2].kind == "name":
            ahead += 2
        if self._tokens[ahead + 1].text != "{":
            return None
        at, name = self.token.at, "".join(token.text for token in self._tokens[self._next : ahead + 1])
        self._next = ahead + 2
        return Message(at, name, self._pairs(keys=False))

    def _pairs(self, *, keys: bool) -> tuple[Node, ...]:
        """What stands between braces; of an object, the values only."""
        parts = []
        while not self._took("}"):
            self._took("?")
            if keys:
                parts.append(self.expression())
            elif self.token.kind in ("name", "quoted name") and self.token.text not in _WORDS:
                self._take()
            else:
                self.refuse("the name of a field")
            self._need(":")
            parts.append(self.expression())
            if not self._took(","):
                self._need("}")
                break
        return tuple(parts)

    def _arguments(self, end: str, *, trailing: bool = False, optional: bool = False) -> tuple[Node, ...]:
        """What stands between brackets; behind the first one."""
        if self._took(end):
            return ()
        parts = []
        while True:
            if optional:
                self._took("?")
            parts.append(self.expression())
            if not self._took(","):
                self._need(end)
                return tuple(parts)
            if trailing and self._took(end):
                return tuple(parts)

    def _value(self, token: Token) -> Node:
        kind = _VALUES[token.kind]
        if kind in _LARGEST:
            digits = token.text.rstrip("uU")
            number = int(digits, 16 if digits.startswith("0x") else 10) if len(digits) < 50 else _LARGEST[kind] + 2
            negative = kind == "int" and self._next > 1 and self._tokens[self._next - 2].text == "-"
            if number > _LARGEST[kind] + negative:
                raise NoCEL(f"{place(self._text, token.at)}: {digits} is above all numbers of CEL")
        return Value(token.at, kind, token.text)

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _took(self, sign: str) -> Token | None:
        if self.token.kind == "sign" and self.token.text == sign:
            return self._take()
        return None

    def _need(self, sign: str) -> None:
        if not self._took(sign):
            self.refuse(f"'{sign}'")
