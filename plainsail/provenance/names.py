"""Follows a value back through the names that lend it, to the statements that gave them their values.

The method resolution order is only where the search begins: `replace(Base.hpa, ...)`, `Base.env | {...}`,
`{**SHARED, ...}` and imported constants lead where the data comes from.
"""

from __future__ import annotations

import ast
import dataclasses
from abc import abstractmethod
from collections.abc import Callable, Sequence
from types import ModuleType

from constructs_lib.settings import Environment, remove
from plainsail.provenance.origin import SettingPath
from plainsail.provenance.scope import Modules, Scope
from plainsail.provenance.source import Binding
from plainsail.provenance.trail import Place, Reach, Trail


class Names(Trail):
    """Knows what a name, an attribute or an item of a name leads to."""

    def __init__(self, modules: Modules) -> None:
        super().__init__(modules)
        self._busy: set[tuple[int, SettingPath]] = set()

    @abstractmethod
    def layers(self, cls: type, path: SettingPath) -> Reach:
        """Follows a setting of an environment class along its hierarchy."""

    @abstractmethod
    def made(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        """What an expression that is no name says about the leaf."""

    @abstractmethod
    def merge(self, parts: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        """What mappings laid over each other say about the leaf, the winning one first."""

    def follow(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        """What an expression says about the leaf at `rest` within its value."""
        if (id(node), rest) in self._busy:  # a name that is made from itself
            return self.say(place, "computed")
        self._busy.add((id(node), rest))
        try:
            return self._follow(node, rest, place)
        finally:
            self._busy.discard((id(node), rest))

    def _follow(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        match node:
            case ast.Name():
                return self._name(node, rest, place)
            case ast.Attribute():
                return self._attribute(node, rest, place)
            case ast.Subscript() if isinstance(key := place.scope.evaluate(node.slice), (str, int)):
                if isinstance(key, int) and key < 0:
                    key += length_of(node.value, place.scope) or 0
                return self.follow(node.value, (key, *rest), place)
            case ast.NamedExpr(value=value):
                return self.follow(value, rest, place)
        return self.made(node, rest, place)

    def _name(self, node: ast.Name, rest: SettingPath, place: Place) -> Reach:
        if place.scope.evaluate(node) is remove:
            return self.say(place)
        scope, said = place.scope.find(node.id, before=node.lineno)
        return self._used(place, lambda: self.bound(said, rest, scope)) if said else self.say(place, "computed")

    def _attribute(self, node: ast.Attribute, rest: SettingPath, place: Place) -> Reach:
        holder = place.scope.evaluate(node.value)
        if isinstance(holder, ModuleType):
            there = self.modules.module(holder.__name__)
            if there is None or not (said := there.source.bindings(there.source.tree, node.attr)):
                return self.say(place, "computed")
            return self._used(place, lambda: self.bound(said, rest, there))
        if not isinstance(holder, type):
            return self.follow(node.value, (node.attr, *rest), place)
        if place.lent and issubclass(holder, Environment):
            return self.layers(holder, (node.attr, *rest))
        return self._used(place, lambda: self.layers(holder, (node.attr, *rest)))

    def _used(self, place: Place, there: Callable[[], Reach]) -> Reach:
        """The line that uses a name speaks, and so does what the name leads to."""
        before = len(self.found)
        self.say(place)
        reach = there()
        if reach is Reach.NOT_SAID:
            del self.found[before:]
        return reach

    def bound(self, said: Sequence[Binding], rest: SettingPath, scope: Scope) -> Reach:
        """What the statements that gave a name its value say, the last one first."""
        reach = Reach.NOT_SAID
        for binding in reversed(said):
            statement, value = binding.statement, binding.value
            place = Place(scope, statement.lineno, (value or statement).end_lineno or statement.lineno)
            if isinstance(statement, ast.ImportFrom):
                return self._imported(statement, binding, rest, scope, place)
            if value is None or (not binding.sure and len(said) > 1):
                return self.say(dataclasses.replace(place, end_line=place.line), "computed")
            if binding.part is not None:
                if not rest:
                    reach = self.say(place)
                elif scope.evaluate(binding.part) == rest[0]:
                    return self.follow(value, rest[1:], place)
            elif not binding.merges:
                return self.follow(value, rest, place)
            else:
                reach = self.merge((value,), rest, place)
                if rest and reach is not Reach.NOT_SAID:
                    return reach
        return reach

    def _imported(
        self, statement: ast.ImportFrom, binding: Binding, rest: SettingPath, scope: Scope, place: Place
    ) -> Reach:
        there = self.modules.imported(scope, statement)
        said = there.source.bindings(there.source.tree, binding.imported) if there else []
        return self.bound(said, rest, there) if there and said else self.say(place, "computed")


def length_of(node: ast.expr, scope: Scope) -> int | None:
    """How many elements a list has, where that is known."""
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(item, ast.Starred) for item in node.elts):
        return len(node.elts)
    value = scope.evaluate(node)
    return len(value) if isinstance(value, (list, tuple)) else None
