"""GitHub's expression language, as much of it as the workflows here use; anything else raises `Unknown`.

Literals, contexts with dots, `!`, `==`, `!=`, `&&`, `||`, parentheses, `fromJSON`, and functions without arguments. As
on GitHub, `&&` and `||` return one of their sides, texts are equal whatever their case, and values of two types are
compared as numbers. Unlike there, a name that a `Context` does not hold is no `null`: it is a slip, and raises.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w-]*)"
    r"|(?P<mark>==|!=|&&|\|\||[!().])|(?P<unknown>\S))"
)
_HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STATUS = re.compile(r"\b(?:always|cancelled|failure|success)\s*\(")
_LITERALS = {"true": True, "false": False, "null": None}


class Unknown(Exception):
    """What these workflows did not use when this was written, or what they misspell."""


class Context(dict[str, Any]):
    """Values by name, of which none may be missing."""

    def __missing__(self, name: str) -> Any:
        raise Unknown(f"there is no {name!r}, only {', '.join(sorted(self)) or 'nothing'}")


class Scope(NamedTuple):
    """What an expression may ask."""

    contexts: Mapping[str, Any]
    functions: Mapping[str, Callable[[], Any]]


_Tree = Callable[[Scope], Any]


class _Parser:
    """Recursive descent: one method for each level of precedence, the loosest first."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = [(str(each.lastgroup), each[str(each.lastgroup)]) for each in _TOKEN.finditer(text.rstrip())]
        if odd := [token for kind, token in found if kind == "unknown"]:
            raise Unknown(f"{odd[0]!r} in {text!r}")
        self._tokens = [*found, ("end", "")]

    def whole(self) -> _Tree:
        tree = self._either()
        self._expect("end", "")
        return tree

    def _either(self) -> _Tree:
        tree = self._both()
        while self._take("mark", "||"):
            tree = _short(tree, self._both(), stops_at=True)
        return tree

    def _both(self) -> _Tree:
        tree = self._compared()
        while self._take("mark", "&&"):
            tree = _short(tree, self._compared(), stops_at=False)
        return tree

    def _compared(self) -> _Tree:
        left = self._negated()
        for mark, wanted in (("==", True), ("!=", False)):
            if self._take("mark", mark):
                return _equality(left, self._negated(), wanted=wanted)
        return left

    def _negated(self) -> _Tree:
        if self._take("mark", "!"):
            inner = self._negated()
            return lambda scope: not truth(inner(scope))
        return self._value()

    def _value(self) -> _Tree:
        kind, token = self._tokens.pop(0)
        if (kind, token) == ("mark", "("):
            tree = self._either()
            self._expect("mark", ")")
            return tree
        if kind == "text":
            return _always(token[1:-1].replace("''", "'"))
        if kind == "number":
            return _always(float(token))
        if kind != "name":
            raise Unknown(f"{token!r} in {self._text!r}")
        if self._take("mark", "("):
            return self._called(token)
        if token in _LITERALS:
            return _always(_LITERALS[token])
        path = [token]
        while self._take("mark", "."):
            path.append(self._expect("name"))
        return lambda scope: _looked_up(scope, path)

    def _called(self, name: str) -> _Tree:
        if name == "fromJSON":
            text = self._either()
            self._expect("mark", ")")
            return lambda scope: json.loads(as_text(text(scope)))
        self._expect("mark", ")")
        return lambda scope: Context(scope.functions)[name]()

    def _take(self, *wanted: str) -> bool:
        if self._tokens[0] == wanted:
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, kind: str, token: str | None = None) -> str:
        found = self._tokens.pop(0)
        if found[0] != kind or token not in {None, found[1]}:
            raise Unknown(f"{found[1]!r} in {self._text!r}")
        return found[1]


def _always(value: Any) -> _Tree:
    return lambda _: value


def _short(left: _Tree, right: _Tree, *, stops_at: bool) -> _Tree:
    def asked(scope: Scope) -> Any:
        value = left(scope)
        return value if truth(value) is stops_at else right(scope)

    return asked


def _equality(left: _Tree, right: _Tree, *, wanted: bool) -> _Tree:
    return lambda scope: equal(left(scope), right(scope)) is wanted


def _looked_up(scope: Scope, path: list[str]) -> Any:
    value: Any = Context(scope.contexts)
    for name in path:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise Unknown(f"{'.'.join(path)}: {value!r} has no {name}")
        value = value[name] if isinstance(value, Context) else value.get(name)
    return value


def truth(value: Any) -> bool:
    """What a value counts as: nothing, zero and the empty text are false."""
    return value not in (None, False, 0, "")


def equal(left: Any, right: Any) -> bool:
    """Whether two values are equal, as GitHub sees it.

    >>> equal("True", "true"), equal(None, ""), equal(True, "1"), equal("a", 0.0)
    (True, True, True, False)
    """
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if left is None and right is None:
        return True
    return _number(left) == _number(right)  # NaN equals nothing


def _number(value: Any) -> float:
    if isinstance(value, str):
        try:
            return float(value.strip() or 0)
        except ValueError:
            return math.nan
    return float(value or 0) if isinstance(value, bool | int | float | None) else math.nan


def as_text(value: Any) -> str:
    """A value as it stands in a text."""
    if isinstance(value, Mapping | list):
        raise Unknown(f"{value!r} in a text")
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def evaluate(text: str, scope: Scope) -> Any:
    """The value of an expression, without `${{ }}`."""
    return _Parser(text).whole()(scope)


def interpolate(value: Any, scope: Scope) -> str:
    """A text with the values of its expressions; what is no text as it would be written."""
    return (
        _HOLE.sub(lambda hole: as_text(evaluate(hole[1], scope)), value) if isinstance(value, str) else as_text(value)
    )


def holds(condition: Any, scope: Scope) -> bool:
    """Whether an `if:` lets a job or a step run: unless it asks for a status itself, all before must have succeeded."""
    said = as_text(condition).strip() if condition is not None else "success()"
    if whole := re.fullmatch(r"\$\{\{(.*)\}\}", said, re.DOTALL):
        said = whole[1]
    if "${{" in said:
        raise Unknown(f"text around an expression is always true: {said}")
    return truth(evaluate(said if _STATUS.search(said) else f"success() && ({said})", scope))
