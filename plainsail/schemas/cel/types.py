"""What is wrong with an expression in CEL before it runs: unknown names, and types that do not fit."""

from collections.abc import Iterator, Mapping, Sequence

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.schemas.cel.functions import GLOBAL, KNOWN_UNTIL, METHODS, NAMED_ITEMS, NAMESPACES, TYPES
from plainsail.schemas.cel.scope import Scope, Type
from plainsail.schemas.cel.syntax import Call, Field, Items, Message, Name, Node, Value

_NUMBERS = ("int", "uint", "double")
_PLAIN = frozenset((*_NUMBERS, "string", "bool", "bytes"))
_COMPARED = frozenset(("<", "<=", ">=", ">", "==", "!="))


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
            case Items(type=kind, parts=parts):
                return self._items(kind, [self.type_of(part, bound) for part in parts])
            case Message(parts=parts):
                self._items("message", [self.type_of(part, bound) for part in parts])
            case Call():
                return self._call(node, bound) if node.of is None else self._method(node, bound)
        return None

    def _name(self, name: str, bound: frozenset[str]) -> Type:
        if name in bound or name in NAMESPACES:
            return None
        if name in self._scope.variables:
            return self._scope.variables[name]
        if name in TYPES:
            return None
        known = sorted({*self._scope.variables, *bound})
        self.found.append(f"{name} is not known here{did_you_mean(name, known) or f'; {_listed(known)} are'}")
        return None

    def _field(self, node: Field, bound: frozenset[str]) -> Type:
        of = self.type_of(node.of, bound)
        if isinstance(of, Mapping):
            if node.field in of:
                return None if node.optional else of[node.field]
            whole = f"{_written(node.of)} has no field {node.field}"
            self.found.append(f"{whole}{did_you_mean(node.field, list(of)) or f'; it has {_listed(sorted(of))}'}")
        elif of in _PLAIN:
            self.found.append(f"{_written(node.of)} is of type {of}, which has no field {node.field}")
        return "dyn" if of == "dyn" and not node.optional else None

    def _items(self, kind: str, parts: Sequence[Type]) -> Type:
        if kind == "index":
            return "dyn" if parts[0] == "dyn" else None
        return kind if kind in ("list", "map") else None

    def _call(self, node: Call, bound: frozenset[str]) -> Type:
        if node.function.rstrip("_") in _OPERATORS:
            return self._operator(node.function, [self.type_of(part, bound) for part in node.arguments])
        for part in node.arguments:
            self.type_of(part, bound)
        if node.function == "has" and not (len(node.arguments) == 1 and isinstance(node.arguments[0], Field)):
            self.found.append("has() takes one field, as in has(object.spec)")
        if node.function not in GLOBAL and self._scope.minor <= KNOWN_UNTIL:
            self.found.append(f"{node.function}() is no function here{did_you_mean(node.function, list(GLOBAL))}")
        return GLOBAL.get(node.function)

    def _method(self, node: Call, bound: frozenset[str]) -> Type:
        of = node.of
        namespace = isinstance(of, Name) and of.name not in bound and of.name not in self._scope.variables
        of_namespace = namespace and isinstance(of, Name) and (of.name in NAMESPACES or node.function not in METHODS)
        if of is not None and not of_namespace:
            self.type_of(of, bound)
        named = NAMED_ITEMS.get((node.function, len(node.arguments)), 0)
        if isinstance(of, Name) and (of.name, node.function) == ("cel", "bind"):
            named = 1
        names = [part.name for part in node.arguments[:named] if isinstance(part, Name)]
        if len(names) < named:
            self.found.append(f"{node.function}() takes a plain name first, as in {node.function}(each, each > 0)")
        for part in node.arguments[named:]:
            self.type_of(part, bound | {*names})
        return None if of_namespace else METHODS.get(node.function)

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
            if isinstance(parts[0], str) and parts[0] in _PLAIN - {"bool"}:
                self.found.append(f"'?' takes true or false, and no {parts[0]}")
            return self._same("?", parts[1:])
        if sign in _COMPARED:
            if len(plain) == len(parts) and not {*plain} <= {*_NUMBERS}:
                self._same(sign, parts)
            return "bool"
        return "bool" if sign == "in" else self._arithmetic(sign, parts)

    def _same(self, sign: str, parts: Sequence[Type]) -> Type:
        first, second = parts
        if first == second:
            return first
        if isinstance(first, str) and isinstance(second, str) and {first, second} <= _PLAIN:
            self.found.append(f"'{sign}' takes two of one type, and no {first} beside {second}")
        return None

    def _arithmetic(self, sign: str, parts: Sequence[Type]) -> Type:
        for one, other in (parts, (parts[1], parts[0])):
            if other == "dyn" and (one in _NUMBERS or (one in ("string", "bytes") and sign == "+")):
                return one
        kind = self._same(sign, parts)
        refused = (kind == "bool", kind in ("string", "bytes") and sign != "+", kind == "double" and sign == "%")
        if any(refused):
            self.found.append(f"'{sign}' takes no {kind}")
        return kind


_OPERATORS = frozenset(("&&", "||", "!", "-", "?:", "in", "+", "*", "/", "%", *_COMPARED))


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
