"""From a setting to the lines that give it its value.

The method resolution order is only where the search begins: `replace(Base.hpa, ...)`, `Base.env | {...}`,
`{**SHARED, ...}` and imported constants lead to where the data comes from.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeAlias

from constructs_lib.settings import Environment, change, merge, remove
from constructs_lib.settings.changes import Change
from constructs_lib.settings.layers import is_vocabulary, layers
from plainsail.provenance.scope import Modules, Scope
from plainsail.provenance.source import Binding
from plainsail.provenance.values import UNKNOWN, SettingPath, descend

Kind: TypeAlias = Literal["assigned", "computed", "default", "pin"]


@dataclass(frozen=True)
class Origin:
    """A line that takes part in giving a setting its value."""

    class_name: str
    """The environment class; the module of a constant; for a default, the class that declares the field."""
    file: Path
    """The file, absolute."""
    path: str
    """The file, from the root of the project."""
    line: int
    """The line of the key, keyword or name that the value stands behind."""
    source: str
    """The text of the line, with its comment."""
    value: Any = UNKNOWN
    """What the layer gives the setting, where it is known without running it."""
    kind: Kind = "assigned"
    """`computed` where the value is no literal and no name to follow; `pin` for a line of the image pin."""
    overridden: bool = False
    """Whether a layer nearer to the environment has already decided."""


class Reach(Enum):
    """What an expression decides of the value that is looked for within its own."""

    NOTHING = auto()
    PART = auto()
    """It changes a part of it; the layers above give the rest."""
    ALL = auto()


@dataclass(frozen=True)
class Place:
    """The line that stands for an expression: that of the key, keyword or name that it belongs to."""

    scope: Scope
    line: int
    merged: bool = False
    """Whether other expressions are laid over this one: a parent's value then has its own lines alone."""
    kind: Kind = "assigned"

    def at(self, node: ast.expr | ast.keyword) -> Place:
        """The place of a part."""
        return dataclasses.replace(self, line=node.lineno, merged=False)

    def under(self) -> Place:
        """The same place, for an expression that others are laid over."""
        return dataclasses.replace(self, merged=True)


class Tracer:
    """Collects the lines of one setting.

    `checked`: the classes are made, so that each value is known to be what the vocabulary declares.
    """

    def __init__(self, modules: Modules, *, checked: bool = True) -> None:
        self.modules = modules
        self.origins: list[Origin] = []
        self._checked = checked
        self._value: Any = UNKNOWN
        """What the layer in hand gives what is looked for."""
        self._following: set[tuple[int, SettingPath]] = set()

    # --- classes

    def trace(self, cls: type, path: SettingPath) -> list[Origin]:
        """Every line of a hierarchy that takes part, the deciding one first, defaults last."""
        self._hierarchy(cls, path)
        return sorted(self.origins, key=lambda origin: origin.kind == "default")

    def _hierarchy(self, cls: type, path: SettingPath) -> Reach:
        """Follows a setting along the method resolution order of a class, past the layer that decides."""
        outer, start, deciding = self._value, len(self.origins), None
        for layer, value in self._layers(cls, str(path[0])):
            self._value = descend(value, path[1:])
            if self._checked and self._value is UNKNOWN and not isinstance(value, Change):
                continue
            before, place = len(self.origins), self._place(layer, str(path[0]))
            reach = self._layer(layer, path, place) if place else Reach.NOTHING
            if deciding:
                self._override(before, keep_defaults=is_vocabulary(layer))
            elif place and (reach is Reach.ALL or not isinstance(value, Change)):
                deciding = place, before, self._value
        if deciding:
            self._explain(start, *deciding)
        self._value = outer
        return Reach.ALL if len(self.origins) > start else Reach.NOTHING

    def _layers(self, cls: type, name: str) -> Iterator[tuple[type, Any]]:
        """Every class that gives the setting a value, the nearest first; also one that was refused, or is no layer."""
        values = dict(layers(cls, name))
        for layer in cls.__mro__:
            if layer in values:
                yield layer, values[layer]
            elif "__values__" in vars(layer):
                continue
            elif name in vars(layer) and (scope := self.modules.class_(layer)) and scope.bindings(name):
                yield layer, vars(layer)[name]

    def _place(self, layer: type, name: str) -> Place | None:
        """The statement with which a class gives a setting its value; where none does, the class or the file."""
        kind: Kind = "default" if is_vocabulary(layer) else "assigned"
        if (scope := self.modules.class_(layer)) and scope.holder:
            bindings = scope.bindings(name)
            return Place(scope, (bindings[-1].statement if bindings else scope.holder).lineno, kind=kind)
        module = self.modules.module(layer.__module__)
        return Place(dataclasses.replace(module, label=layer.__name__), 1, kind=kind) if module else None

    def _layer(self, layer: type, path: SettingPath, place: Place) -> Reach:
        if is_vocabulary(layer):
            return self._default(layer, path)
        bindings = place.scope.bindings(str(path[0])) if place.scope.holder else []
        return self._bound(bindings, path[1:], place.scope) if bindings else self._record(place, "computed")

    def _default(self, kind: type, path: SettingPath) -> Reach:
        """The line that declares a field, or a setting, with its default; that of the nearest class."""
        for cls in kind.__mro__:
            scope = self.modules.class_(cls)
            binding = scope.bindings(str(path[0]))[-1:] if scope else []
            if scope and binding and (value := binding[0].value):
                place = Place(scope, binding[0].statement.lineno, kind="default")
                return self._follow(value, path[1:], place) if path[1:] else self._record(place)
        return Reach.NOTHING

    def _override(self, start: int, *, keep_defaults: bool) -> None:
        """Marks what was recorded since; of an overridden value the defaults of its fields mean nothing."""
        kept = [origin for origin in self.origins[start:] if keep_defaults or origin.kind != "default"]
        self.origins[start:] = [dataclasses.replace(origin, overridden=True) for origin in kept]

    def _explain(self, start: int, deciding: Place, before: int, value: Any) -> None:
        """Adds the deciding layer's own line where it takes it to see why those above are overridden."""
        own = (deciding.scope.label, deciding.scope.source.path)
        inside = self.origins[start:]
        lost = any(origin.overridden and origin.kind != "default" for origin in inside)
        if lost and not any((o.class_name, o.file) == own for o in inside if not o.overridden):
            self._value = value
            self.origins.insert(before, self._origin(deciding))

    # --- lines

    def _origin(self, place: Place, kind: Kind | None = None) -> Origin:
        scope = place.scope
        value = UNKNOWN if isinstance(self._value, Change) or self._value is remove else self._value
        kind = kind if kind and place.kind == "assigned" else place.kind
        text = scope.source.line(place.line)
        return Origin(scope.label, scope.source.path, scope.path, place.line, text, value, kind)

    def _record(self, place: Place, kind: Kind | None = None) -> Reach:
        """Notes that a line takes part, once."""
        if not any(known.line == place.line and known.file == place.scope.source.path for known in self.origins):
            self.origins.append(self._origin(place, kind))
        return Reach.ALL

    # --- names

    def _follow(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        """What an expression decides of what stands at `rest` within its value."""
        if (id(node), rest) in self._following:  # a name that is made from itself
            return self._record(place, "computed")
        self._following.add((id(node), rest))
        try:
            return self._follow_name(node, rest, place)
        finally:
            self._following.discard((id(node), rest))

    def _follow_name(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        match node:
            case ast.Name():
                return self._name(node, rest, place)
            case ast.Attribute():
                return self._attribute(node, rest, place)
            case ast.Subscript() if isinstance(key := place.scope.evaluate(node.slice), (str, int)):
                if isinstance(key, int) and key < 0:
                    key += _length(node.value, place.scope) or 0
                return self._follow(node.value, (key, *rest), place)
            case ast.NamedExpr(value=value):
                return self._follow(value, rest, place)
        return self._follow_value(node, rest, place)

    def _name(self, node: ast.Name, rest: SettingPath, place: Place) -> Reach:
        if place.scope.evaluate(node) is remove:
            return self._record(place)
        return self._used(place, rest, *place.scope.find(node.id, before=node.lineno))

    def _attribute(self, node: ast.Attribute, rest: SettingPath, place: Place) -> Reach:
        holder = place.scope.evaluate(node.value)
        if isinstance(holder, ModuleType):
            module = self.modules.module(holder.__name__)
            return self._used(place, rest, module, module.bindings(node.attr) if module else [])
        if not isinstance(holder, type):
            return self._follow(node.value, (node.attr, *rest), place)
        if place.merged and issubclass(holder, Environment):
            return self._hierarchy(holder, (node.attr, *rest))
        return self._with(place, lambda: self._hierarchy(holder, (node.attr, *rest)))

    def _used(self, place: Place, rest: SettingPath, scope: Scope | None, bindings: Sequence[Binding]) -> Reach:
        if scope is None or not bindings:
            return self._record(place, "computed")
        return self._with(place, lambda: self._bound(bindings, rest, scope))

    def _with(self, place: Place, follow: Callable[[], Reach]) -> Reach:
        """The line that uses a name takes part, and so do those that the name leads to, if any."""
        before = len(self.origins)
        self._record(place)
        reach = follow()
        if reach is Reach.NOTHING:
            del self.origins[before:]
        return reach

    def _bound(self, bindings: Sequence[Binding], rest: SettingPath, scope: Scope) -> Reach:
        """What the statements that gave a name its value decide, the last one first."""
        reach = Reach.NOTHING
        for binding in reversed(bindings):
            statement, value, place = binding.statement, binding.value, Place(scope, binding.statement.lineno)
            if isinstance(statement, ast.ImportFrom):
                module = self.modules.imported(scope, statement)
                there = module.bindings(binding.imported) if module else []
                return self._bound(there, rest, module) if module and there else self._record(place, "computed")
            if value is None or (not binding.sure and len(bindings) > 1):
                return self._record(place, "computed")
            if binding.part is not None:
                if not rest:
                    reach = self._record(place)
                elif scope.evaluate(binding.part) == rest[0]:
                    return self._follow(value, rest[1:], place)
            elif not binding.merges:
                return self._follow(value, rest, place)
            else:
                reach = self._merge((value,), rest, place)
                if rest and reach is not Reach.NOTHING:
                    return reach
        return reach

    # --- values

    def _follow_value(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        match node:
            case ast.Call():
                return self._call(node, rest, place)
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return self._merge((right, left), rest, place)
            case ast.BinOp(op=ast.Add(), left=left, right=right) if rest:
                return self._list([ast.Starred(value=left), ast.Starred(value=right)], rest, place)
            case ast.Dict():
                return self._dict(node, rest, place)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return self._list(items, rest, place)
        literal = isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)
        return self._record(place, None if literal and not rest else "computed")

    def _merge(self, parts: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        """Mappings laid over each other, the winning one first."""
        if not rest:
            self._record(place)
        for part in parts:
            reach = self._follow(part, rest, place.under())
            if rest and reach is not Reach.NOTHING:
                return reach
        return Reach.NOTHING if rest else Reach.ALL

    def _dict(self, node: ast.Dict, rest: SettingPath, place: Place) -> Reach:
        if not rest:
            return self._merge([v for k, v in zip(node.keys, node.values, strict=True) if k is None], rest, place)
        computed: Place | None = None
        for key, value in zip(reversed(node.keys), reversed(node.values), strict=True):
            if key is None:
                reach = self._follow(value, rest, place.under())
                if reach is not Reach.NOTHING:
                    return reach
            elif (name := place.scope.evaluate(key)) == rest[0]:
                return self._follow(value, rest[1:], place.at(key))
            elif name is UNKNOWN:
                computed = place.at(key)
        return self._record(computed, "computed") if computed else Reach.NOTHING

    def _list(self, items: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        if not rest or not isinstance(index := rest[0], int):
            return self._record(place, "computed" if rest else None)
        for item in items:
            length = _length(item.value, place.scope) if isinstance(item, ast.Starred) else 1
            if length is None:
                return self._record(place, "computed")
            if index >= length:
                index -= length
            elif isinstance(item, ast.Starred):
                return self._follow(item.value, (index, *rest[1:]), place.under())
            else:
                return self._follow(item, rest[1:], place.at(item))
        return Reach.NOTHING

    def _call(self, node: ast.Call, rest: SettingPath, place: Place) -> Reach:
        made = place.scope.evaluate(node.func)
        if isinstance(made, type) and dataclasses.is_dataclass(made):
            return self._fields(made, node, rest, place) if rest else self._record(place)
        if made is merge and node.args:
            # All of it is merged into what stands above, at any depth: a mapping within decides only what it names.
            reach = self._follow(node.args[0], rest, place) if rest else self._record(place)
            return Reach.PART if not rest or isinstance(self._value, Mapping) else reach
        if made not in (change, dict, dataclasses.replace):
            return self._record(place, "computed")
        if rest:
            return self._keywords(node, node.args[:1], rest, place)
        self._record(place)
        if made is dataclasses.replace:
            self._merge(node.args[:1], rest, place)
        return Reach.PART if made is change else Reach.ALL

    def _keywords(self, node: ast.Call, below: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        """The keyword of that name; where there is none, the expressions that the keywords are laid over."""
        for keyword in node.keywords:
            if keyword.arg == rest[0]:
                return self._follow(keyword.value, rest[1:], place.at(keyword))
        unpacked = [keyword.value for keyword in reversed(node.keywords) if keyword.arg is None]
        return self._merge((*unpacked, *below), rest, place)

    def _fields(self, kind: Any, node: ast.Call, rest: SettingPath, place: Place) -> Reach:
        reach = self._keywords(node, (), rest, place)
        positional = [field.name for field in dataclasses.fields(kind) if field.init and not field.kw_only]
        for name, value in zip(positional, node.args, strict=False):
            if reach is Reach.NOTHING and name == rest[0] and not isinstance(value, ast.Starred):
                return self._follow(value, rest[1:], place.at(value))
        return self._default(kind, rest) if reach is Reach.NOTHING else reach

    # --- beginnings that are no class

    def trace_expression(self, node: ast.expr, path: SettingPath, scope: Scope) -> list[Origin]:
        """The lines of what is at a path within the value of an expression; where nothing is, of what holds it."""
        return self._nearest(path, lambda rest: self._follow(node, rest, Place(scope, node.lineno)))

    def trace_name(self, name: str, path: SettingPath, scope: Scope) -> list[Origin]:
        """The same for what a module gives a name."""
        return self._nearest(path, lambda rest: self._bound(scope.bindings(name), rest, scope))

    def _nearest(self, path: SettingPath, follow: Callable[[SettingPath], Reach]) -> list[Origin]:
        for depth in range(len(path), -1, -1):
            follow(path[:depth])
            if origins := [origin for origin in self.origins if origin.kind != "default"]:
                return origins
        return []


def _length(node: ast.expr, scope: Scope) -> int | None:
    """How many elements a list has, where that is known."""
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(item, ast.Starred) for item in node.elts):
        return len(node.elts)
    value = scope.evaluate(node)
    return len(value) if isinstance(value, (list, tuple)) else None
