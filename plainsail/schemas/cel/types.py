"""What is wrong with an expression in CEL before it runs: unknown names, and types that do not fit."""

from collections.abc import Iterator, Mapping, Sequence

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.schemas.cel.functions import (
    GLOBAL,
    KNOWN_UNTIL,
    LATER_NAMESPACES,
    METHODS,
    NAMED_ITEMS,
    NAMESPACES,
    OF_MANY,
    OF_TEXT,
    OTHER_METHODS,
    PREDICATES,
    TYPES,
)
from plainsail.schemas.cel.scope import Scope, Type
from plainsail.schemas.cel.syntax import Call, Field, Items, Message, Name, Node, Value

_NUMBERS = ("int", "uint", "double")
_PLAIN = frozenset((*_NUMBERS, "string", "bool", "bytes"))
_ORDERED = frozenset(("<", "<=", ">=", ">"))
_OPERATORS = frozenset(("&&", "||", "!", "-", "?:", "in", "+", "*", "/", "%", "==", "!=", *_ORDERED))
_MEASURED = frozenset(("string", "bytes"))
_OPAQUE = frozenset(("CIDR", "IP", "Quantity", "Semver", "URL"))
_CLOSED = frozenset((*_PLAIN, *_OPAQUE, "duration", "list", "map", "null_type", "object", "optional", "timestamp"))
"""Types that are never equal to another."""
_NOT_TEXT = _CLOSED - {"string"}


def faults(node: Node, scope: Scope) -> Iterator[str]:
    """What is wrong in an expression, in words for people."""
    judge = _Judge(scope)
    judge.type_of(node, frozenset())
    yield from dict.fromkeys(judge.found)


def type_of(node: Node, scope: Scope) -> Type:
    """The type of what an expression gives; None where it is not known."""
    return _Judge(scope).type_of(node, frozenset())


class _Judge:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._all_known = scope.minor <= KNOWN_UNTIL
        self._namespaces = (NAMESPACES if self._all_known else LATER_NAMESPACES) | scope.namespaces
        self.found: list[str] = []

    def type_of(self, node: Node, bound: frozenset[str]) -> Type:
        """The type of a part, where macros have bound names to items."""
        match node:
            case Value(type=known):
                return known
            case Name(name=name):
                return self._name(name, bound)
            case Field():
                return self._field(node, bound)
            case Items():
                return self._items(node, [self.type_of(part, bound) for part in node.parts])
            case Call():
                return self._call(node, bound) if node.of is None else self._method(node, bound)
            case Message():
                self._message(node, bound)
        return None

    def _name(self, name: str, bound: frozenset[str]) -> Type:
        if name in bound or name in self._namespaces:
            return None
        if name in self._scope.variables:
            return self._scope.variables[name]
        if name in TYPES:
            return "type"
        known = sorted({*self._scope.variables, *bound})
        self.found.append(f"{name} is not known here{did_you_mean(name, known) or f'; {_listed(known)} are'}")
        return None

    def _field(self, node: Field, bound: frozenset[str]) -> Type:
        of = self.type_of(node.of, bound)
        if node.quoted and self._all_known:
            self.found.append(f"`{node.field}` stands between backticks, which Kubernetes does not read")
        if isinstance(of, Mapping):
            if node.field in of:
                return None if node.optional else of[node.field]
            whole = f"{_written(node.of)} has no field {node.field}"
            self.found.append(f"{whole}{did_you_mean(node.field, list(of)) or f'; it has {_listed(sorted(of))}'}")
        elif of in _PLAIN:
            self.found.append(f"{_written(node.of)} is of type {of}, which has no field {node.field}")
        if of in ("dyn", "optional"):
            return "optional" if node.optional or of == "optional" else "dyn"
        return None

    def _items(self, node: Items, parts: Sequence[Type]) -> Type:
        if node.type in ("index", "optional index"):
            if parts[0] in ("string", "int", "uint", "double", "bool") or isinstance(parts[0], Mapping):
                self.found.append(f"{_written(node.parts[0])} is no list and no map, and has no [...]")
            if parts[0] in ("dyn", "optional"):
                return "optional" if "optional" in (parts[0], node.type.partition(" ")[0]) else "dyn"
            return None
        for alike in (parts,) if node.type == "list" else (parts[::2], parts[1::2]):
            kinds = sorted({part for part in alike if isinstance(part, str) and part in _PLAIN})
            if len(kinds) > 1:
                self.found.append(f"a {node.type} holds {' and '.join(kinds)}, where all must be of one type")
        return node.type

    def _message(self, node: Message, bound: frozenset[str]) -> None:
        for part in node.parts:
            self.type_of(part, bound)
        known = {"google", *self._scope.objects}
        if self._all_known and node.type.lstrip(".").partition(".")[0] not in known:
            self.found.append(f"{node.type} is no type of objects here")

    def _call(self, node: Call, bound: frozenset[str]) -> Type:
        parts = [self.type_of(part, bound) for part in node.arguments]
        if node.function.rstrip("_") in _OPERATORS:
            return self._operator(node.function, parts)
        first = node.arguments[0] if len(parts) == 1 else None
        if node.function == "has" and not (isinstance(first, Field) and not first.optional):
            self.found.append("has() takes one field, as in has(object.spec)")
        elif first is None and node.function in GLOBAL and node.function not in OF_MANY:
            self.found.append(f"{node.function}() takes one argument, and no {len(parts)}")
        if node.function == "size" and parts and parts[0] in _PLAIN - _MEASURED:
            self.found.append(f"size() takes text, a list or a map, and no {parts[0]}")
        if node.function not in GLOBAL and self._all_known:
            self.found.append(f"{node.function}() is no function here{did_you_mean(node.function, list(GLOBAL))}")
        return GLOBAL.get(node.function)

    def _method(self, node: Call, bound: frozenset[str]) -> Type:
        of, known = node.of, node.function in METHODS or node.function in OTHER_METHODS
        of_namespace = isinstance(of, Name) and of.name not in {*bound, *self._scope.variables}
        if isinstance(of, Name) and of_namespace:
            of_namespace = of.name in self._namespaces or not (known or self._all_known)
        given = None if of is None or of_namespace else self.type_of(of, bound)
        if not known and not of_namespace and self._all_known:
            methods = [*METHODS, *OTHER_METHODS]
            self.found.append(f"{node.function}() is no function of a value{did_you_mean(node.function, methods)}")
        types = self._arguments(node, bound)
        if node.function in OF_TEXT and not of_namespace and not (len(types) == 1 and types[0] not in _NOT_TEXT):
            self.found.append(f"{node.function}() takes one text")
        if node.function == "orValue" and given == "optional":
            return "dyn"
        return METHODS.get(node.function)

    def _arguments(self, node: Call, bound: frozenset[str]) -> list[Type]:
        """The types of what a function is given. Of a macro, the first ones name what the others are about."""
        form = (node.function, len(node.arguments))
        named = NAMED_ITEMS.get(form, 0)
        if isinstance(node.of, Name) and (node.of.name, *form) == ("cel", "bind", 3):
            named = 1
        names = [part.name for part in node.arguments[:named] if isinstance(part, Name)]
        if len(names) < named:
            self.found.append(f"{node.function}() takes a plain name first, as in {node.function}(each, each > 0)")
        rest = node.arguments[named:]
        if node.function == "format":  # the one list that may hold this and that
            rest = tuple(each for part in rest for each in (part.parts if isinstance(part, Items) else (part,)))
        types = [self.type_of(part, bound | {*names}) for part in rest]
        if form in PREDICATES and types[0] in _PLAIN - {"bool"}:
            self.found.append(f"{node.function}() takes true or false behind the name, and no {types[0]}")
        return types

    def _operator(self, sign: str, parts: Sequence[Type]) -> Type:
        plain = [part for part in parts if isinstance(part, str) and part in _PLAIN]
        if sign in ("&&", "||", "!_"):
            if wrong := next((part for part in plain if part != "bool"), None):
                self.found.append(f"'{sign.rstrip('_')}' takes true or false, and no {wrong}")
            return "bool"
        if sign == "-_":
            if plain and plain[0] not in ("int", "double"):
                self.found.append(f"'-' takes a number, and no {plain[0]}")
            return parts[0]
        if sign == "?:":
            return self._choice(parts)
        if sign in ("==", "!="):
            self._same(sign, parts)
        if opaque := next((part for part in parts if sign in _ORDERED and part in _OPAQUE), None):
            self.found.append(f"'{sign}' compares no {opaque}; compareTo() and isLessThan() do")
        elif sign in _ORDERED and len(plain) == len(parts) and not {*plain} <= {*_NUMBERS}:
            self._same(sign, parts)
        return "bool" if sign in ("in", "==", "!=", *_ORDERED) else self._arithmetic(sign, parts)

    def _choice(self, parts: Sequence[Type]) -> Type:
        condition, *rest = parts
        if isinstance(condition, str) and condition in _PLAIN - {"bool"}:
            self.found.append(f"'?' takes true or false, and no {condition}")
        if "dyn" in rest and all(isinstance(part, str) and part in (*_PLAIN, "dyn") for part in rest):
            return "dyn"
        return self._same("?", rest)

    def _same(self, sign: str, parts: Sequence[Type]) -> Type:
        """The type of two that must be of one."""
        first, second = (("object" if isinstance(part, Mapping) else part) for part in parts)
        if first == second:
            return parts[0]
        if any(one in _PLAIN and other in _CLOSED for one, other in ((first, second), (second, first))):
            self.found.append(f"'{sign}' takes two of one type, and no {first} beside {second}")
        return None

    def _arithmetic(self, sign: str, parts: Sequence[Type]) -> Type:
        for one, other in (parts, (parts[1], parts[0])):
            if other == "dyn" and (one in _NUMBERS or (one in ("string", "bytes") and sign == "+")):
                return one
        if parts[0] == parts[1] == "dyn":
            return "dyn"
        kind = next((part for part in parts if part in _MEASURED), None) if "dyn" in parts else self._same(sign, parts)
        refused = (
            kind == "bool" or kind in _OPAQUE,
            kind in _MEASURED and sign != "+",
            kind == "double" and sign == "%",
        )
        if any(refused):
            self.found.append(f"'{sign}' takes no {kind}")
        return kind


def _written(node: Node) -> str:
    """A name with its fields, as it stands there."""
    match node:
        case Name(name=name):
            return name
        case Field(of=of, field=field):
            return f"{_written(of)}.{field}"
    return "the value"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
