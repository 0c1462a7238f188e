"""Structs to plain values, as cdk8s writes them. What Node would refuse, or might write differently, is `Unknown`."""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from plainsail.render.kernel import seam
from plainsail.render.kernel.local import Local, Unknown
from plainsail.render.kernel.table import package_of

Held: TypeAlias = list[tuple[Any, Any]]
"""Each list and dict within a value, and a copy of it: whoever made them may change them."""

Convert: TypeAlias = Callable[[Any, Held], Any]
"""A checked and copied value, never None; what it holds is noted. Raises `Unknown`."""


_LARGEST = 2**53
"""JavaScript's numbers are doubles: from here on they leave integers out."""
_HEARD = re.compile(r"\$.*|__\w+__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to\w*String|valueOf")
"""Keys that mean something to jsii or to JavaScript."""


@lru_cache(4096)
def key(value: Any) -> str:
    """A key of a map, or an id, which is one to constructs."""
    if type(value) is not str or _HEARD.match(value):
        raise Unknown
    return value


def string(value: Any, _: Held) -> str:
    """A text."""
    if type(value) is not str:
        raise Unknown
    return value


def number(value: Any, _: Held) -> int:
    """An integer that JavaScript has as well. A fraction may be written in another way there."""
    if type(value) is not int or not -_LARGEST < value < _LARGEST:
        raise Unknown
    return value


def boolean(value: Any, _: Held) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Unknown
    return value


def plain(value: Any, held: Held) -> Any:
    """Whatever JSON holds, without null."""
    kind = type(value)
    if kind is dict:
        held.append((value, value.copy()))
        return {key(name): plain(value[name], held) for name in sorted(value, key=key)}
    if kind is list:
        held.append((value, value.copy()))
        return [plain(item, held) for item in value]
    if kind is str or kind is bool:
        return value
    return number(value, held)


_TEXT = frozenset({str})
_PRIMITIVES: dict[str, Convert] = {"string": string, "number": number, "boolean": boolean, "any": plain}


@cache
def converter(form: str) -> Convert:
    """What writes a type of the table."""
    if form in _PRIMITIVES:
        return _PRIMITIVES[form]
    if form[0] == "[":
        return _list_of(converter(form[1:-1]))
    if form[0] == "{":
        return _map_of(converter(form[1:-1]))
    known, kind = package_of(form), seam.class_of(form)
    if known and kind and form in known.structs:
        return _struct(kind, known.structs[form])
    if known and kind and form in known.values:
        return _wrapped(kind)
    if known and kind and form in known.enums:
        return _enum(kind, json.loads(known.enums[form]))
    raise Unknown


def _list_of(convert: Convert) -> Convert:
    def convert_list(value: Any, held: Held) -> list[Any]:
        if type(value) is not list:
            raise Unknown
        held.append((value, value.copy()))
        return [convert(item, held) for item in value]

    return convert_list


def _map_of(convert: Convert) -> Convert:
    def convert_map(value: Any, held: Held) -> dict[str, Any]:
        if type(value) is not dict:
            raise Unknown
        held.append((value, value.copy()))
        names = sorted(value, key=key)
        if convert is string:  # as most are: without a call for each
            if {*map(type, value.values())} - _TEXT:
                raise Unknown
            return {name: value[name] for name in names}
        return {name: convert(value[name], held) for name in names}

    return convert_map


def _enum(kind: Any, members: dict[str, str]) -> Convert:
    def convert_enum(value: Any, _: Held) -> str:
        if type(value) is not kind or value.value not in members:
            raise Unknown
        return members[value.value]

    return convert_enum


def _struct(kind: type, described: str) -> Convert:
    python_names = seam.python_names(kind)
    fields = {}
    for field in described.split():
        names, _, form = field.partition(":")
        jsii_name, _, json_name = names.partition("=")
        fields[python_names.get(jsii_name, "")] = (json_name or jsii_name, form)

    @cache
    def plan(given: tuple[str, ...]) -> list[tuple[str, str, Convert]]:
        """How the fields that were given are written, in the order of the table; few combinations are in use."""
        if not fields.keys() >= {*given}:
            raise Unknown
        return [(name, json_name, converter(form)) for name, (json_name, form) in fields.items() if name in given]

    def convert_struct(value: Any, held: Held) -> dict[str, Any]:
        if type(value) is not kind:
            raise Unknown
        given = seam.values_of(value)
        written = {}
        for name, json_name, convert in plan(tuple(given)):
            written[json_name] = convert(given[name], held)
        return written

    return convert_struct


class Wrapped(Local):
    """A Quantity or its like: whatever it was made from is what is written."""

    __slots__ = ("maker", "there", "value")

    def __init__(self, obj: Any, maker: str, value: Any) -> None:
        super().__init__(obj)
        self.maker = maker
        self.value = value
        self.there: Any = None

    def moved(self) -> Any:
        """The reference in Node. It remains in use here as well: such values are made once and kept."""
        if self.there is None:
            self.there = seam.reference_of(seam.sinvoke(type(self.obj), self.maker, [self.value]))
            seam.register(self.obj)
        return self.there


def wrap(kind: type, method: str, args: Sequence[Any]) -> Any:
    """What a static method of a class makes of its arguments."""
    name = seam.type_of(kind)
    known = package_of(name)
    makers = dict(maker.split(":") for maker in known.values.get(name, "").split()) if known else {}
    if method not in makers or kind is not seam.class_of(name):
        raise Unknown
    [value] = args
    obj: Any = object.__new__(kind)
    seam.refer(obj, Wrapped(obj, method, _PRIMITIVES[makers[method]](value, [])))
    return obj


def _wrapped(kind: type) -> Convert:
    def convert_wrapped(value: Any, held: Held) -> Any:
        if type(value) is not kind:
            raise Unknown
        reference = seam.reference_of(value)
        return reference.value if type(reference) is Wrapped else plain(seam.wrapped_by_node(value), held)

    return convert_wrapped


def given(args: Sequence[Any]) -> Sequence[Any]:
    """Arguments for Node, with no more fields than were given."""
    return [restored(arg, []) for arg in args]


def restored(value: Any, held: Held) -> Any:
    """A value that was converted, with what its lists and dicts held then."""
    copies = {id(container): copy for container, copy in held}

    def restore(value: Any) -> Any:
        kind = type(value)
        if kind is list:
            return [restore(item) for item in copies.get(id(value), value)]
        if kind is dict:
            return {name: restore(item) for name, item in copies.get(id(value), value).items()}
        return seam.copied_struct(value, restore) if seam.is_struct(kind) else value

    return restore(value)
