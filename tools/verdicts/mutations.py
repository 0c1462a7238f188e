"""Sound objects with one field broken, in the ways in which fields get broken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.core_schemas import bundle, definition_of

Step = str | int
Path = tuple[Step, ...]


class _Absent:
    """A field that is taken away."""


ABSENT = _Absent()

_TEXTS: Mapping[str, str] = {
    "empty": "",
    "word": "x",
    "upper": "UPPER_x",
    "label": "a.example.com/b",
    "domain": "a.example.com",
    "dash-start": "-x",
    "dash-end": "x-",
    "dot": "x.y",
    "dots": "..",
    "slash": "a/b",
    "absolute": "/abs/path",
    "space": "a b",
    "padded": " x",
    "line": "a\nb",
    "accent": "é",
    "star": "*",
    "wildcard": "*.example.com",
    "colon": "a:b",
    "bracket": "a[0]",
    "digits": "7",
    "nought": "0",
    "negative": "-7",
    "float": "1.5",
    "true": "true",
    "percent": "10%",
    "percent-above": "101%",
    "percent-below": "-1%",
    "quantity": "10Mi",
    "quantity-milli": "500m",
    "quantity-exponent": "1e3",
    "quantity-bad": "10MB",
    "ip": "10.1.2.3",
    "ip-zero": "010.1.2.3",
    "ip-bad": "10.1.2.300",
    "ip6": "2001:db8::1",
    "ip-port": "10.1.2.3:80",
    "loopback": "127.0.0.1",
    "cidr": "10.1.2.0/24",
    "cidr-host": "10.1.2.3/24",
    "cidr-bad": "10.1.2.0/33",
    "cidr6": "2001:db8::/32",
    "url": "https://x.example.com/p?q=1",
    "url-plain": "http://x.example.com",
    "regex": "([a-z",
    "long": "a" * 64,
    "longer": "a" * 254,
    "time": "2026-01-02T03:04:05Z",
    "duration": "1h",
    "cron": "*/5 * * * *",
    "port": "70000",
}
"""What a text is replaced by."""
_NUMBERS: Mapping[str, Any] = {
    "minus": -1,
    "nought": 0,
    "one": 1,
    "two": 2,
    "hundred": 100,
    "above-hundred": 101,
    "port": 65535,
    "above-port": 65536,
    "int32": 2**31 - 1,
    "above-int32": 2**31,
    "above-int64": 2**63,
    "float": 1.5,
    "text": "7",
    "percent": "50%",
    "percent-above": "150%",
    "word": "x",
}
"""What a number is replaced by."""
_KEYS = (
    *("", "UPPER_x", "-x", "a b", "a/b/c", "a.example.com/b", "kubernetes.io/x", "Bad_/x", ".", "..", "é"),
    *("a" * 64, "a" * 254, "x.y", "a=b"),
)
"""What a mapping gets a key of."""
_OTHER_TYPES: tuple[Any, ...] = ("x", 7, True, [], {})
_LONGEST_TEXT = 400
_ADDRESS = {("apiVersion",), ("kind",), ("metadata",), ("metadata", "namespace"), ("status",)}
"""By what a server finds where an object belongs."""


class Mutation(NamedTuple):
    """One way to break an object."""

    path: Path
    name: str
    value: Any
    """What stands there instead; `ABSENT` for nothing."""

    def of(self, document: Document) -> Document:
        """The object, broken."""
        copy = deepcopy(document)
        holder: Any = copy
        for step in self.path[:-1]:
            holder = holder[step]
        if self.value is ABSENT:
            del holder[self.path[-1]]
        else:
            holder[self.path[-1]] = self.value
        return copy


def mutations(document: Document, minor: int) -> Iterator[Mutation]:
    """Every field broken in every way, and every field of its type that is not there added."""
    definition = definition_of(minor, document["apiVersion"], document["kind"])
    schema = bundle(minor, definition) if definition else {}
    yield from _within(document, schema, schema.get("$defs", {}), ())


def drawn(document: Document, minor: int, most: int, salt: str) -> list[Mutation]:
    """So many of them at most; the same in every run."""

    def chance(mutation: Mutation) -> str:
        return hashlib.sha256(f"{salt} {mutation.path} {mutation.name}".encode()).hexdigest()

    return sorted(sorted(mutations(document, minor), key=chance)[:most], key=lambda each: (str(each.path), each.name))


def _within(value: Any, schema: Any, definitions: Any, path: Path) -> Iterator[Mutation]:
    schema = _resolved(schema, definitions)
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        for key, item in value.items():
            below = (*path, key)
            if below not in _ADDRESS:
                yield from _replaced(item, below)
            if below not in _ADDRESS or below == ("metadata",):
                yield from _within(item, fields.get(key) or schema.get("additionalProperties"), definitions, below)
        yield from _added(value, fields, definitions, path)
        if not fields and path:
            yield from (
                Mutation((*path, key), f"key:{key[:20]}", next(iter(value.values()), "x"))
                for key in _KEYS
                if key not in value
            )
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _replaced(item, (*path, index), drop=len(value) > 1)
            yield from _within(item, schema.get("items"), definitions, (*path, index))
        yield from _of_list(value, schema.get("items"), definitions, path)


def _replaced(value: Any, path: Path, *, drop: bool = True) -> Iterator[Mutation]:
    if drop and isinstance(path[-1], str):
        yield Mutation(path, "drop", ABSENT)
    yield Mutation(path, "null", None)
    for other in _OTHER_TYPES:
        if type(other) is not type(value):
            yield Mutation(path, f"type:{type(other).__name__}", other)
    if isinstance(value, str):
        others = dict(_TEXTS) | {"swapcase": value.swapcase(), "suffix": f"{value}x", "twice": f"{value}{value}"}
        yield from (Mutation(path, f"text:{name}", text) for name, text in others.items() if text != value)
    elif isinstance(value, bool):
        yield Mutation(path, "not", not value)
        yield Mutation(path, "type:text", str(value).lower())
    elif isinstance(value, int):
        yield from (Mutation(path, f"number:{name}", number) for name, number in _NUMBERS.items() if number != value)


def _of_list(value: list[Any], schema: Any, definitions: Any, path: Path) -> Iterator[Mutation]:
    yield Mutation(path, "empty", [])
    yield Mutation(path, "null-item", [*value, None])
    if value:
        yield Mutation(path, "twice", [*value, deepcopy(value[0])])
        yield Mutation(path, "last", value[-1:])
    if value and isinstance(value[0], dict):
        for key, item in value[0].items():
            if isinstance(item, str):
                yield Mutation(path, f"twin:{key}", [*value, {**deepcopy(value[0]), key: f"{item}-2"}])
        yield Mutation(path, "least-item", [*value, _least(schema, definitions)])


def _added(value: Document, fields: Mapping[str, Any], definitions: Any, path: Path) -> Iterator[Mutation]:
    if path or fields:
        yield Mutation((*path, "bogus"), "add", "x")
    for name in fields.keys() - value.keys() - {"status", "managedFields", "selfLink"}:
        if path[:1] == ("status",):
            continue
        for number, variant in enumerate(_variants(fields[name], definitions)):
            yield Mutation((*path, name), f"add:{number}", variant)


def _variants(schema: Any, definitions: Any) -> Iterator[Any]:
    """What an absent field may be given: nothing, what its type demands at least, and a little more."""
    schema = _resolved(schema, definitions)
    match schema.get("type"):
        case "string" | ["string", *_]:
            yield from ("", "x", "UPPER_x", "a.example.com/b", "10.1.2.3", "a" * 64)
        case "boolean":
            yield from (True, False)
        case "integer" | "number" | ["integer", *_]:
            yield from (-1, 0, 1, 70000, 2**31 - 1)
        case "array":
            item = _least(schema.get("items"), definitions)
            yield from ([], [item], [item, item])
        case _:
            least = _least(schema, definitions)
            yield {}
            if least:
                yield least
            if not schema.get("properties"):
                yield from ({"a": "b"}, {"Bad key!": "x"}, {"a": "bad value!"})
            for name, field in schema.get("properties", {}).items():
                if name not in least:
                    yield {**least, name: _least(field, definitions)}


def _least(schema: Any, definitions: Any, depth: int = 0) -> Any:
    """The least that a type demands."""
    schema = _resolved(schema, definitions)
    match schema.get("type"):
        case "string" | ["string", *_]:
            return "x"
        case "boolean":
            return True
        case "integer" | "number" | ["integer", *_]:
            return 1
        case "array":
            return []
    required = schema.get("required", ()) if depth < 6 else ()
    return {name: _least(schema["properties"].get(name), definitions, depth + 1) for name in required}


def _resolved(schema: Any, definitions: Any) -> Any:
    """A schema without its references; `{}` where nothing is known."""
    if not isinstance(schema, dict):
        return {}
    merged: dict[str, Any] = {}
    for part in schema.get("allOf", ()):
        merged |= _resolved(part, definitions)
    if "$ref" in schema:
        merged |= _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return merged | {key: item for key, item in schema.items() if key not in {"$ref", "allOf"}}


def as_row(mutation: Mutation) -> list[Any]:
    """As it is written down."""
    gone = mutation.value is ABSENT
    return [list(mutation.path), mutation.name, *([] if gone else [mutation.value])]


def from_row(row: list[Any]) -> Mutation:
    """As it was written down."""
    path, name, *value = row
    return Mutation(tuple(path), name, value[0] if value else ABSENT)


def writable(mutation: Mutation) -> bool:
    """Whether it is short enough to be kept."""
    return mutation.value is ABSENT or len(json.dumps(mutation.value)) < _LONGEST_TEXT
