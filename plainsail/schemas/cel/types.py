"""Types of CEL, and whether a value of one may stand where one of another belongs (`cel-go/checker/types.go`)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True)
class Type:
    """A type: `int`, `list` of a part, `map` of two, an object with fields; a letter stands for any."""

    name: str
    parts: tuple["Type", ...] = ()
    fields: "Callable[[], Mapping[str, Type]] | None" = field(default=None, compare=False, repr=False)
    """The fields of an object, asked for when one is selected."""

    def __str__(self) -> str:
        if self.fields is not None:
            return "object"
        return f"{self.name}({', '.join(map(str, self.parts))})" if self.parts else self.name


ANY = Type("dyn")
"""What is known at run time only, and may stand anywhere."""
UNSURE = Type("?")
"""What nobody knows here."""
_NOT_NULLABLE = frozenset({"bool", "bytes", "double", "int", "list", "map", "string", "uint", "type"})
Bindings = dict[str, Type]
"""What letters stand for."""


def optional(inner: Type) -> Type:
    """A value that may be missing."""
    return Type("optional", (inner,))


def is_open(kind: Type) -> bool:
    """Whether a type is one that may stand anywhere."""
    return kind.name in ("dyn", "?")


@cache
def read(text: str) -> Type:
    """A type as it is written.

    >>> str(read("map<string,list<A>>"))
    'map(string, list(A))'
    """
    kind, rest = _read(text)
    if rest:
        raise ValueError(text)
    return kind


def _read(text: str) -> tuple[Type, str]:
    head = re.match(r"\w+", text)
    if head is None:
        raise ValueError(text)
    name, rest = head[0], text[head.end() :]
    parts: list[Type] = []
    while rest[:1] in ("<", ",") and (parts or rest[0] == "<"):
        part, rest = _read(rest[1:])
        parts.append(part)
    return Type(name, tuple(parts)), rest[1:] if parts else rest


def fits(wanted: Type, given: Type, bindings: Bindings) -> bool:
    """Whether a value of a type may stand where another type belongs; says what letters stand for."""
    if is_open(given) and not _is_letter(wanted):
        return True
    if _is_letter(wanted):
        known = bindings.get(wanted.name)
        if known is None or (is_open(given) and not is_open(known)):
            bindings[wanted.name] = given if known is None else ANY
            return True
        return fits(known, given, bindings)
    if is_open(wanted):
        return True
    if "null" in (wanted.name, given.name):
        return {wanted.name, given.name}.isdisjoint(_NOT_NULLABLE)
    return (
        wanted.name == given.name
        and len(wanted.parts) == len(given.parts)
        and all(fits(one, other, bindings) for one, other in zip(wanted.parts, given.parts, strict=True))
    )


def bound(kind: Type, bindings: Bindings) -> Type:
    """A type with what its letters stand for."""
    if _is_letter(kind):
        return bindings.get(kind.name, ANY)
    return Type(kind.name, tuple(bound(part, bindings) for part in kind.parts)) if kind.parts else kind


def _is_letter(kind: Type) -> bool:
    return len(kind.name) == 1 and kind.name.isupper()


def common(one: Type, other: Type) -> Type:
    """The type of a value that is of one of two types."""
    return one if one == other else ANY
