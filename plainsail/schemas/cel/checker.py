"""What is wrong with an expression: of names that nobody knows, fields that are not there, and types that do not fit.

After `cel-go/checker` and the macros of `cel-go/parser`. The first fault is told.
"""

import re
from collections import ChainMap
from collections.abc import Mapping

from constructs_lib.kubernetes.durations import is_duration
from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.schemas.cel.functions import Signature, functions, methods, operators
from plainsail.schemas.cel.syntax import (
    Call,
    CelFault,
    Entries,
    Index,
    Items,
    Literal,
    Message,
    Name,
    Node,
    Select,
    parse,
)
from plainsail.schemas.cel.types import ANY, UNSURE, Bindings, Type, bound, common, fits, is_open, optional
from plainsail.schemas.go_patterns import fault

_TYPES = frozenset(
    {
        *("bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "string", "type", "uint"),
        "optional_type",
    }
)
_TYPES_WITHIN = ("google.protobuf.", "kubernetes.", "net.")
"""How the names of types begin that have a dot: `net.IP`."""
_BOOL = Type("bool")
_NEWEST = 35
"""The last minor version of Kubernetes whose functions are all known here."""
_QUANTIFIERS = ("all", "exists", "exists_one", "existsOne")
_MACROS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(_QUANTIFIERS, (2, 3)),
    "filter": (2,),
    "map": (2, 3),
    "optFlatMap": (2,),
    "optMap": (2,),
    "sortBy": (2,),
    "transformList": (3, 4),
    "transformMap": (3, 4),
    "transformMapEntry": (3, 4),
}
"""Methods that name variables of their own, with how many arguments they take."""

Scope = ChainMap[str, Type]


def fault_of(expression: str, variables: Mapping[str, Type], gives: str, *, minor: int) -> str:
    """What is wrong with an expression that is to give a value of a type; empty where nothing is.

    >>> variables = {"self": Type("object", fields=lambda: {"size": Type("int")})}
    >>> fault_of("self.size > 1", variables, "bool", minor=35)
    ''
    >>> fault_of("self.sice > 1", variables, "bool", minor=35)
    "'sice' is no field of self; did you mean 'size'?"
    """
    try:
        given = given_by(expression, variables, minor=minor)
    except CelFault as why:
        return str(why)
    if given.name not in (gives, UNSURE.name):
        return f"gives a value of type {given} where one of type {gives} belongs"
    return ""


def given_by(expression: str, variables: Mapping[str, Type], *, minor: int) -> Type:
    """The type of the value that an expression gives. Raises `CelFault`.

    >>> str(given_by("self + 1", {"self": Type("int")}, minor=35))
    'int'
    """
    try:
        return _Checker(minor).type_of(parse(expression), ChainMap(dict(variables)))
    except RecursionError:  # nested hundreds deep: for the cluster to judge
        return UNSURE


class _Checker:
    """Finds the type of an expression. Raises `CelFault`."""

    def __init__(self, minor: int) -> None:
        self._knows_all = minor <= _NEWEST

    def type_of(self, node: Node, scope: Scope) -> Type:
        """The type of a part of an expression, by the variables that it may name."""
        match node:
            case Literal(kind, _):
                return Type(kind)
            case Name(name):
                return _named(name, scope)
            case Select(operand, field, is_optional):
                return self._selected(node, operand, field, scope, is_optional=is_optional)
            case Index(operand, index, is_optional):
                sign = "[?]" if is_optional else "[]"
                return _result(sign, operators()[sign], (self.type_of(operand, scope), self.type_of(index, scope)))
            case Call():
                return self._called(node, scope)
        return self._made(node, scope)

    def _made(self, node: Items | Entries | Message, scope: Scope) -> Type:
        """A list, a mapping or an object that an expression makes."""
        match node:
            case Items(items):
                return Type("list", (self._shared(items, scope),))
            case Entries(entries):
                keys, values = [key for key, _ in entries], [value for _, value in entries]
                return Type("map", (self._shared(keys, scope), self._shared(values, scope)))
        for value in node.values:
            self.type_of(value, scope)
        return UNSURE

    def _shared(self, nodes: "tuple[Node, ...] | list[Node]", scope: Scope) -> Type:
        """The type that all of several parts have."""
        kinds = [self.type_of(node, scope) for node in nodes]
        if not kinds:
            return UNSURE
        shared = kinds[0]
        for kind in kinds[1:]:
            if not fits(shared, kind, {}):
                raise CelFault(
                    f"values of type {shared} and of type {kind} stand in one list or map; say dyn(...) of each"
                )
            shared = common(shared, kind)
        return shared

    def _selected(self, node: Node, operand: Node, field: str, scope: Scope, *, is_optional: bool) -> Type:
        if (name := name_of(node)).startswith(_TYPES_WITHIN) and name.partition(".")[0] not in scope:
            return Type("type")
        holder = self.type_of(operand, scope)
        inner = holder.parts[0] if holder.name == "optional" else holder
        found = _field(inner, field, operand)
        return optional(found) if is_optional or holder.name == "optional" else found

    def _called(self, call: Call, scope: Scope) -> Type:
        name, target, arguments = call.function, call.target, call.arguments
        if target is None:
            if name == "has" and len(arguments) == 1:
                if not isinstance(arguments[0], Select) or arguments[0].optional:
                    raise CelFault("has() takes a field, as in has(self.name)")
                self.type_of(arguments[0], scope)
                return _BOOL
            _check_literal(name, arguments[-1:])
            table = functions() if (name[0].isalpha() and name != "in") or name[0] == "_" else operators()
            return self._result(name, table.get(name), tuple(self.type_of(each, scope) for each in arguments))
        if len(arguments) in _MACROS.get(name, ()):
            return self._macro(name, target, arguments, scope)
        if (special := self._special(name, target, arguments, scope)) is not None:
            return special
        _check_literal(name, arguments)
        whole = f"{path}.{name}" if (path := name_of(target)) else ""
        if whole in functions() and whole.partition(".")[0] not in scope:
            return self._result(whole, functions()[whole], tuple(self.type_of(each, scope) for each in arguments))
        given = (self.type_of(target, scope), *(self.type_of(each, scope) for each in arguments))
        return self._result(name, methods().get(name), given)

    def _special(self, name: str, target: Node, arguments: tuple[Node, ...], scope: Scope) -> Type | None:
        """What a function gives whose arguments follow rules of their own; None for any other."""
        if name == "bind" and len(arguments) == 3 and name_of(target) == "cel" and "cel" in scope:
            known = {_variable(arguments[0]): self.type_of(arguments[1], scope)}
            return self.type_of(arguments[2], scope.new_child(known))
        if name == "format" and len(arguments) == 1 and isinstance(arguments[0], Items):
            for each in arguments[0].items:  # of all lists, this one may hold this and that
                self.type_of(each, scope)
            return self._result(name, methods()[name], (self.type_of(target, scope), Type("list", (ANY,))))
        return None

    def _result(self, name: str, signatures: tuple[Signature, ...] | None, given: tuple[Type, ...]) -> Type:
        if signatures is None:
            if not self._knows_all:
                return UNSURE
            raise CelFault(f"{name}() is no function here{did_you_mean(name, [*functions(), *methods()])}")
        return _result(name, signatures, given)

    def _macro(self, name: str, target: Node, arguments: tuple[Node, ...], scope: Scope) -> Type:
        """A method that names variables: `self.all(x, x > 1)`."""
        kind = self.type_of(target, scope)
        if name in ("optMap", "optFlatMap"):
            if kind.name != "optional" and not is_open(kind):
                raise CelFault(f"{name}() is for a value that may be missing, and this is one of type {kind}")
            inner = kind.parts[0] if kind.name == "optional" else UNSURE
            result = self.type_of(arguments[1], scope.new_child({_variable(arguments[0]): inner}))
            return optional(result) if name == "optMap" else result
        key, value = _ranged(kind, name)
        two = name.startswith("transform") or (name in _QUANTIFIERS and len(arguments) == 3)
        if two:
            own = {_variable(arguments[0]): key, _variable(arguments[1]): value}
        else:
            own = {_variable(arguments[0]): key if kind.name == "map" else value}
        inside = scope.new_child(own)
        results = [self.type_of(each, inside) for each in arguments[2 if two else 1 :]]
        conditions = results if name in (*_QUANTIFIERS, "filter") else results[:-1]
        for condition in conditions:
            if condition.name != "bool" and not is_open(condition):
                raise CelFault(f"what {name}() asks of each gives a value of type {condition}, not of type bool")
        return _made_by(name, kind, key, value, results)


_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


def _check_literal(function: str, arguments: tuple[Node, ...]) -> None:
    """What stands written as it is where a pattern or a time belongs. Raises `CelFault`."""
    match function, arguments:
        case "matches", (Literal("string", written),) if (text := _plain(written)) and (why := fault(text)):
            raise CelFault(f"{text!r} is no regular expression of Go: {why}")
        case "duration", (Literal("string", written),) if (text := _plain(written)) and not is_duration(text):
            raise CelFault(f"{text!r} is no duration, as in 1h30m")
        case "timestamp", (Literal("string", written),) if (text := _plain(written)) and not _TIME.fullmatch(text):
            raise CelFault(f"{text!r} is no time, as in 2026-01-31T12:00:00Z")


def _plain(written: str) -> str:
    """The text that a literal is; empty where that takes more than to drop its quotes."""
    is_raw = written[0] in "rR"
    quoted = written[1:] if is_raw else written
    if quoted.startswith(("'''", '"""')) or ("\\" in quoted and not is_raw):
        return ""
    return quoted[1:-1]


def _named(name: str, scope: Scope) -> Type:
    if name in scope:
        return scope[name]
    if name in _TYPES:
        return Type("type")
    known = did_you_mean(name, scope) or f"; known are {', '.join(sorted(scope))}"
    raise CelFault(f"{name!r} is not known here{known}")


def _field(holder: Type, field: str, operand: Node) -> Type:
    """A field of a value."""
    if holder.fields is not None:
        known = holder.fields()
        if field not in known:
            where = name_of(operand)
            raise CelFault(f"{field!r} is no field{f' of {where}' if where else ''}{did_you_mean(field, known)}")
        return known[field]
    if holder.name == "map":
        return holder.parts[1]
    if is_open(holder):
        return holder
    raise CelFault(f"{name_of(operand) or 'a value'} is of type {holder}, and has no field {field!r}")


def _ranged(kind: Type, macro: str) -> tuple[Type, Type]:
    """Key and value of each step through a value."""
    if kind.name == "list":
        return Type("int"), kind.parts[0]
    if kind.name == "map":
        return kind.parts[0], kind.parts[1]
    if is_open(kind):
        return UNSURE, UNSURE
    raise CelFault(f"{macro}() goes through a list or a map, and this is a value of type {kind}")


def _made_by(macro: str, kind: Type, key: Type, value: Type, results: list[Type]) -> Type:
    """What such a method gives."""
    made = {
        "filter": Type("list", (key if kind.name == "map" else value,)),
        "map": Type("list", (results[-1],)),
        "sortBy": kind,
        "transformList": Type("list", (results[-1],)),
        "transformMap": Type("map", (key, results[-1])),
        "transformMapEntry": results[-1],
    }
    return made.get(macro, _BOOL)


def _variable(node: Node) -> str:
    if not isinstance(node, Name):
        raise CelFault("the first argument of such a function is the name of a variable, as in all(x, x > 1)")
    return node.name


def _result(name: str, signatures: tuple[Signature, ...], given: tuple[Type, ...]) -> Type:
    """What a function gives for arguments of types. Raises `CelFault` where it takes no such."""
    results = []
    for signature in signatures:
        bindings: Bindings = {}
        if len(signature.takes) == len(given) and all(
            fits(wanted, kind, bindings) for wanted, kind in zip(signature.takes, given, strict=True)
        ):
            results.append(bound(signature.gives, bindings))
    if not results:
        shown = name.strip("_")
        raise CelFault(f"{shown} does not take {' and '.join(map(str, given)) or 'nothing'}")
    if any(kind == UNSURE for kind in given) and len(results) > 1:
        return UNSURE
    result = results[0]
    for other in results[1:]:
        result = common(result, other)
    return result


def name_of(node: Node) -> str:
    """The dotted name that a part of an expression is; empty where it is none."""
    match node:
        case Name(name):
            return name
        case Select(operand, field, False):
            start = name_of(operand)
            return f"{start}.{field}" if start else ""
    return ""
