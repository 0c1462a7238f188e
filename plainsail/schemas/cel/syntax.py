"""Reads an expression in CEL into a tree, by the grammar of `cel-go/parser/gen/CEL.g4`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_ESCAPE = r"""\\(?:[abfnrtv"'\\?`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})"""
_TEXT = "|".join(
    (
        r'[rR]"""[\s\S]*?"""',
        r"[rR]'''[\s\S]*?'''",
        r'[rR]"[^"\n\r]*"',
        r"[rR]'[^'\n\r]*'",
        rf'"""(?:{_ESCAPE}|[^\\])*?"""',
        rf"'''(?:{_ESCAPE}|[^\\])*?'''",
        rf'"(?:{_ESCAPE}|[^\\"\n\r])*"',
        rf"'(?:{_ESCAPE}|[^\\'\n\r])*'",
    )
)
_TOKENS = rf"""(?P<space>[\t \r\n\f]+|//[^\n]*)
|(?P<bytes>[bB](?:{_TEXT}))
|(?P<string>{_TEXT})
|(?P<double>[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
|(?P<uint>(?:0x[0-9a-fA-F]+|[0-9]+)[uU])
|(?P<int>0x[0-9a-fA-F]+|[0-9]+)
|(?P<name>[A-Za-z_][A-Za-z0-9_]*)
|(?P<quoted>`[A-Za-z0-9_.\-/\x20]+`)
|(?P<sign>==|!=|<=|>=|&&|\|\||[<>\[\]{{}}().,\-!?:+*/%])"""
_KEYWORDS = {"in": "sign", "true": "bool", "false": "bool", "null": "null"}
RESERVED = frozenset(
    {
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"),
        *("namespace", "return", "var", "void", "while"),
    }
)
_RELATIONS = ("<", "<=", ">=", ">", "==", "!=", "in")


class CelFault(Exception):
    """Why an expression is none."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as it is written: of type int, uint, double, string, bytes, bool or null."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a variable or of a type."""

    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """A field of a value."""

    operand: "Node"
    field: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """An item of a list, or a value of a mapping."""

    operand: "Node"
    index: "Node"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function, an operator or a macro; `target` stands before the dot."""

    function: str
    target: "Node | None"
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping."""

    entries: tuple[tuple["Node", "Node"], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """An object of a named type."""

    name: str
    values: tuple["Node", ...]


Node = Literal | Name | Select | Index | Call | Items | Entries | Message


@lru_cache(maxsize=1024)
def parse(expression: str) -> Node:
    """The tree of an expression. Raises `CelFault`; `RecursionError` for one that is nested hundreds deep."""
    reader = _Reader(_tokens(expression))
    node = reader.expression()
    reader.expect("end")
    return node


@cache
def _token() -> re.Pattern[str]:
    """Compiled when the first expression comes: most runs meet none, and it is slow to compile."""
    return re.compile(_TOKENS, re.VERBOSE)


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens = []
    token = _token()
    at = 0
    while at < len(expression):
        found = token.match(expression, at)
        if found is None:
            raise CelFault(f"{expression[at : at + 10]!r} is nothing that CEL knows")
        kind, text = str(found.lastgroup), found[0]
        if kind != "space":
            tokens.append((_KEYWORDS.get(text, kind) if kind == "name" else kind, text))
        at = found.end()
    return [*tokens, ("end", "")]


class _Reader:
    """Reads tokens from the first to the last, by recursive descent."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def expect(self, wanted: str) -> str:
        """The text of the next token, which must be a sign or of a kind."""
        kind, text = self._tokens[self._at]
        if wanted not in (kind if kind != "sign" else "", text):
            raise CelFault(f"{_shown(text)} stands where {_WORDS.get(wanted, repr(wanted))} belongs")
        self._at += 1
        return text

    def _next(self, *signs: str) -> str:
        """The next token, taken where it is one of the signs; empty where it is none."""
        kind, text = self._tokens[self._at]
        if kind == "sign" and text in signs:
            self._at += 1
            return text
        return ""

    def expression(self) -> Node:
        """A whole expression, up to a sign that cannot go on."""
        node = self._or()
        if self._next("?"):
            then = self._or()
            self.expect(":")
            node = Call("?:", None, (node, then, self.expression()))
        return node

    def _or(self) -> Node:
        node = self._and()
        while self._next("||"):
            node = Call("||", None, (node, self._and()))
        return node

    def _and(self) -> Node:
        node = self._relation()
        while self._next("&&"):
            node = Call("&&", None, (node, self._relation()))
        return node

    def _relation(self) -> Node:
        node = self._sum()
        while sign := self._next(*_RELATIONS):
            node = Call(sign, None, (node, self._sum()))
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._next("+", "-"):
            node = Call(sign, None, (node, self._product()))
        return node

    def _product(self) -> Node:
        node = self._unary()
        while sign := self._next("*", "/", "%"):
            node = Call(sign, None, (node, self._unary()))
        return node

    def _unary(self) -> Node:
        sign = self._next("!", "-")
        if sign == "-" and self._tokens[self._at][0] in ("int", "double"):
            self._at -= 1
            return self._member()
        count = 1 if sign else 0
        while sign and self._next(sign):
            count += 1
        node = self._member()
        for _ in range(count):
            node = Call("!_" if sign == "!" else "-_", None, (node,))
        return node

    def _member(self) -> Node:
        node = self._primary()
        while sign := self._next(".", "["):
            is_optional = bool(self._next("?"))
            if sign == "[":
                node = Index(node, self.expression(), is_optional)
                self.expect("]")
            elif self._tokens[self._at][0] == "quoted":
                node = Select(node, self.expect("quoted").strip("`"), is_optional)
            else:
                name = self.expect("name")
                if not is_optional and self._next("("):
                    node = Call(name, node, self._arguments(")"))
                else:
                    node = Select(node, name, is_optional)
        return node

    def _primary(self) -> Node:
        if self._next("("):
            node = self.expression()
            self.expect(")")
            return node
        if self._next("["):
            return Items(self._arguments("]"))
        if self._next("{"):
            return Entries(self._entries())
        if self._next("."):
            return self._named()
        minus = self._next("-")
        kind, text = self._tokens[self._at]
        if kind == "name" and not minus:
            return self._named()
        if kind not in ("int", "double") and (minus or kind not in ("uint", "string", "bytes", "bool", "null")):
            raise CelFault(f"{_shown(text)} stands where a value belongs")
        self._at += 1
        if kind in ("int", "uint"):
            _check_size(kind, minus + text)
        return Literal(kind, minus + text)

    def _named(self) -> Node:
        """A variable, a function or an object of a named type."""
        name = self.expect("name")
        message = self._message(name)
        if message is not None:
            return message
        if name in RESERVED:
            raise CelFault(f"{name!r} is a word that CEL keeps for itself")
        return Call(name, None, self._arguments(")")) if self._next("(") else Name(name)

    def _message(self, name: str) -> Message | None:
        start = self._at
        while self._next(".") and self._tokens[self._at][0] == "name":
            name = f"{name}.{self.expect('name')}"
        if not self._next("{"):
            self._at = start
            return None
        values = []
        while not self._next("}"):
            self._next("?")
            self.expect("quoted" if self._tokens[self._at][0] == "quoted" else "name")
            self.expect(":")
            values.append(self.expression())
            if not self._next(","):
                self.expect("}")
                break
        return Message(name, tuple(values))

    def _arguments(self, end: str) -> tuple[Node, ...]:
        """What stands up to a bracket, with commas between; a list may end with one."""
        items: list[Node] = []
        while not self._next(end):
            if end == "]":
                self._next("?")
            items.append(self.expression())
            if not self._next(","):
                self.expect(end)
                break
            if end == ")" and self._tokens[self._at][1] == ")":
                raise CelFault("')' stands where a value belongs")
        return tuple(items)

    def _entries(self) -> tuple[tuple[Node, Node], ...]:
        entries: list[tuple[Node, Node]] = []
        while not self._next("}"):
            self._next("?")
            key = self.expression()
            self.expect(":")
            entries.append((key, self.expression()))
            if not self._next(","):
                self.expect("}")
                break
        return tuple(entries)


_WORDS = {"name": "a name", "end": "the end"}


def _shown(text: str) -> str:
    return repr(text) if text else "the end"


def _check_size(kind: str, text: str) -> None:
    value = int(text.rstrip("uU"), 0 if "0x" in text else 10)
    least, most = (-(2**63), 2**63 - 1) if kind == "int" else (0, 2**64 - 1)
    if not least <= value <= most:
        raise CelFault(f"{text} is beyond 64 bits")
