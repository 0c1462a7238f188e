"""Follows a value into the expression that made it: mappings, lists, values of the vocabulary, changes of them."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Sequence
from typing import Any

from constructs_lib.settings import change
from plainsail.provenance.names import Names, length_of
from plainsail.provenance.origin import UNKNOWN, SettingPath
from plainsail.provenance.trail import Place, Reach


class Flow(Names):
    """Knows what each kind of expression says about a leaf within its value."""

    def made(self, node: ast.expr, rest: SettingPath, place: Place) -> Reach:
        """What an expression that is no name says about the leaf."""
        match node:
            case ast.Call():
                return self._call(node, rest, place)
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return self.merge((right, left), rest, place)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._joined(left, right, rest, place)
            case ast.Dict():
                return self._dict(node, rest, place)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return self._list(items, rest, place)
        literal = isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)
        return self.say(place, None if literal and not rest else "computed")

    def merge(self, parts: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        """Mappings laid over each other, the winning one first."""
        if not rest:
            self.say(place)
        for part in parts:
            reach = self.follow(part, rest, place.lending())
            if rest and reach is not Reach.NOT_SAID:
                return reach
        return Reach.NOT_SAID if rest else Reach.DECIDED

    def _dict(self, node: ast.Dict, rest: SettingPath, place: Place) -> Reach:
        if not rest:
            return self.merge([v for k, v in zip(node.keys, node.values, strict=True) if k is None], rest, place)
        computed: Place | None = None
        for key, value in zip(reversed(node.keys), reversed(node.values), strict=True):
            if key is None:
                reach = self.follow(value, rest, place.lending())
                if reach is not Reach.NOT_SAID:
                    return reach
            elif (name := place.scope.evaluate(key)) == rest[0]:
                return self.follow(value, rest[1:], place.at(key, value))
            elif name is UNKNOWN:
                computed = place.at(key, value)
        return self.say(computed, "computed") if computed else Reach.NOT_SAID

    def _list(self, items: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        if not rest or not isinstance(rest[0], int):
            return self.say(place, "computed" if rest else None)
        index = rest[0]
        for item in items:
            if isinstance(item, ast.Starred):
                length = length_of(item.value, place.scope)
                if length is None:
                    return self.say(place, "computed")
                if index < length:
                    return self.follow(item.value, (index, *rest[1:]), place.lending())
                index -= length
            elif index == 0:
                return self.follow(item, rest[1:], place.at(item, item))
            else:
                index -= 1
        return Reach.NOT_SAID

    def _joined(self, left: ast.expr, right: ast.expr, rest: SettingPath, place: Place) -> Reach:
        """Two lists, one behind the other; of numbers and texts, only that they are computed is known."""
        if not rest or not isinstance(rest[0], int):
            return self.say(place, "computed")
        return self._list([ast.Starred(value=left), ast.Starred(value=right)], rest, place)

    def _call(self, node: ast.Call, rest: SettingPath, place: Place) -> Reach:
        made = place.scope.evaluate(node.func)
        if isinstance(made, type) and dataclasses.is_dataclass(made):
            return self._value(made, node, rest, place) if rest else self.say(place)
        if made not in (change, dict, dataclasses.replace):
            return self.say(place, "computed")
        if rest:
            return self._named(node, node.args[:1], rest, place)
        self.say(place)
        if made is dataclasses.replace:
            self.merge(node.args[:1], rest, place)
        return Reach.OPEN if made is change else Reach.DECIDED

    def _named(self, node: ast.Call, others: Sequence[ast.expr], rest: SettingPath, place: Place) -> Reach:
        """The keyword of that name; where there is none, the expressions that the keywords were laid over."""
        for keyword in node.keywords:
            if keyword.arg == rest[0]:
                return self.follow(keyword.value, rest[1:], place.at(keyword, keyword.value))
        unpacked = [keyword.value for keyword in reversed(node.keywords) if keyword.arg is None]
        return self.merge((*unpacked, *others), rest, place)

    def _value(self, kind: Any, node: ast.Call, rest: SettingPath, place: Place) -> Reach:
        reach = self._named(node, (), rest, place)
        positional = [field.name for field in dataclasses.fields(kind) if field.init and not field.kw_only]
        for name, value in zip(positional, node.args, strict=False):
            if reach is Reach.NOT_SAID and name == rest[0] and not isinstance(value, ast.Starred):
                return self.follow(value, rest[1:], place.at(value, value))
        return self.default(kind, rest) if reach is Reach.NOT_SAID else reach

    def default(self, kind: type, rest: SettingPath) -> Reach:
        """The line of the vocabulary that declares a field with its default, nearest class first."""
        for cls in kind.__mro__:
            scope = self.modules.class_(cls)
            said = scope.source.bindings(scope.holder, str(rest[0])) if scope and scope.holder else []
            if not scope or not said or not isinstance(said[-1].statement, (ast.AnnAssign, ast.Assign)):
                continue
            binding = said[-1]
            value = binding.value
            if value is None or (isinstance(value, ast.Call) and ast.unparse(value.func).endswith("subject")):
                return Reach.NOT_SAID  # a field that must be said
            end = value.end_lineno or value.lineno
            place = Place(scope, binding.statement.lineno, end, kind="default", documentation=binding.documentation)
            return self.follow(value, rest[1:], place) if rest[1:] else self.say(place)
        return Reach.NOT_SAID
