"""Whether a value fits a schema of a CustomResourceDefinition, as the API server reads it (`kube-openapi`).

For defaults, which are as they are written: what is required must be there, and what is not described must not.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import jsonschema_rs

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part

Fault = tuple[tuple[Part | int, ...], str]
"""Where within the value, and what is so."""

_PRESERVES = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = "x-kubernetes-embedded-resource"
_IDENTITY = ("apiVersion", "kind", "metadata")


def unfit(value: Any, schema: Document, path: tuple[Part | int, ...] = ()) -> Iterator[Fault]:
    """Where a value does not fit.

    >>> list(unfit({"a": "1"}, {"type": "object", "properties": {"a": {"type": "integer"}}}))
    [(('a',), "is '1' where a value of type integer belongs")]
    """
    if value is None:
        if not schema.get("nullable") and schema.get("type"):
            yield path, f"is null where a value of type {schema['type']} belongs"
        return
    kind = schema.get("type")
    if kind and not _is(value, kind):
        yield path, f"is {value!r} where a value of type {kind} belongs"
        return
    if (words := schema.get("enum")) and not any(_same(value, word) for word in words):
        yield path, f"is {value!r}, and none of {', '.join(map(str, words))}"
    match value:
        case str():
            yield from ((path, message) for message in _text(value, schema))
        case bool():
            pass
        case int() | float():
            yield from ((path, message) for message in _number(value, schema))
        case list():
            yield from _list(value, schema, path)
        case dict():
            yield from _mapping(value, schema, path)
    yield from _combined(value, schema, path)


def unknown_fields(value: Any, schema: Document | None, path: tuple[Part | int, ...] = ()) -> Iterator[Fault]:
    """Fields that a schema does not describe, and that the API server would drop."""
    preserves = bool(schema and schema.get(_PRESERVES))
    if isinstance(value, list):
        items = (schema or {}).get("items")
        for index, item in enumerate(value):
            if not preserves:
                yield from unknown_fields(item, items if isinstance(items, dict) else None, (*path, index))
    elif isinstance(value, dict):
        fields: Document = (schema or {}).get("properties") or {}
        values = (schema or {}).get("additionalProperties")
        for name, item in value.items():
            if (schema or {}).get(_EMBEDDED) and name in _IDENTITY:
                continue
            if name in fields:
                yield from unknown_fields(item, fields[name], (*path, name))
            elif values is not None:
                yield from unknown_fields(item, values if isinstance(values, dict) else None, (*path, name))
            elif not preserves:
                yield (*path, name), "is not described by the schema"


_KINDS: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int, float),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
_MOST_IN_FLOAT = 2**53 - 1


def _is(value: Any, kind: str) -> bool:
    """Whether a value is of a type. The API server reads a number beyond 64 bits as one with a point."""
    if isinstance(value, bool) and kind != "boolean":
        return False
    if kind == "integer" and isinstance(value, float):
        return value.is_integer() and abs(value) <= _MOST_IN_FLOAT
    if kind == "integer" and isinstance(value, int):
        return -(2**63) <= value < 2**63
    return isinstance(value, _KINDS.get(kind, object))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, where true is not 1."""
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)


def _text(value: str, schema: Document) -> Iterator[str]:
    if (least := schema.get("minLength")) is not None and len(value) < least:
        yield f"is {value!r}, and shorter than {least}"
    if (most := schema.get("maxLength")) is not None and len(value) > most:
        yield f"is {value!r}, and longer than {most}"
    if (pattern := schema.get("pattern")) and not _matches(pattern)(value):
        yield f"is {value!r}, and does not match {pattern}"
    if (check := _FORMATS.get(schema.get("format", ""))) and not check(value):
        yield f"is {value!r}, which is not in the form {schema['format']}"


@lru_cache(maxsize=512)
def _matches(pattern: str) -> Callable[[str], bool]:
    """Whether text matches a pattern; anything does, where the pattern cannot be read here."""
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except ValueError:
        return lambda _: True
    return validator.is_valid


def _number(value: float, schema: Document) -> Iterator[str]:
    """The API server cuts what stands behind the point of a bound where it compares a whole number with it."""
    least, most, factor = (_bound(schema.get(key), value) for key in ("minimum", "maximum", "multipleOf"))
    if least is not None and (value < least or (value == least and schema.get("exclusiveMinimum"))):
        yield f"is {value}, and below what is allowed: {least}"
    if most is not None and (value > most or (value == most and schema.get("exclusiveMaximum"))):
        yield f"is {value}, and above what is allowed: {most}"
    if factor is not None and (factor <= 0 or not _is_multiple(value, factor)):
        yield f"is {value}, and no multiple of {factor}" if factor > 0 else f"is judged by multipleOf: {factor}"


def _bound(bound: float | None, value: float) -> float | None:
    """A bound as the API server compares a value with it; None where it is beyond the numbers that it has."""
    if bound is None or abs(bound) >= 2**63:
        return None
    return int(bound) if isinstance(value, int) else bound


def _is_multiple(value: float, factor: float) -> bool:
    """Whether a number is a multiple of another, as closely as numbers with a point can tell.

    >>> _is_multiple(0.3, 0.1), _is_multiple(5, 2)
    (True, False)
    """
    times = value / factor
    return abs(times - round(times)) <= _CLOSE * max(1.0, abs(times))


_CLOSE = 1e-9


def _list(value: list[Any], schema: Document, path: tuple[Part | int, ...]) -> Iterator[Fault]:
    if (least := schema.get("minItems")) is not None and len(value) < least:
        yield path, f"has {len(value)} items, and fewer than {least}"
    if (most := schema.get("maxItems")) is not None and len(value) > most:
        yield path, f"has {len(value)} items, and more than {most}"
    if isinstance(items := schema.get("items"), dict):
        for index, item in enumerate(value):
            yield from unfit(item, items, (*path, index))


def _mapping(value: Document, schema: Document, path: tuple[Part | int, ...]) -> Iterator[Fault]:
    required = [*schema.get("required", ()), *(("apiVersion", "kind") if schema.get(_EMBEDDED) else ())]
    for name in dict.fromkeys(required):
        if name not in value:
            yield (*path, name), "is required and missing"
    if (least := schema.get("minProperties")) is not None and len(value) < least:
        yield path, f"has {len(value)} fields, and fewer than {least}"
    if (most := schema.get("maxProperties")) is not None and len(value) > most:
        yield path, f"has {len(value)} fields, and more than {most}"
    fields = schema.get("properties") or {}
    values = schema.get("additionalProperties")
    for name, item in value.items():
        if name in fields:
            yield from unfit(item, fields[name], (*path, name))
        elif isinstance(values, dict):
            yield from unfit(item, values, (*path, name))


def _combined(value: Any, schema: Document, path: tuple[Part | int, ...]) -> Iterator[Fault]:
    for part in schema.get("allOf", ()):
        yield from unfit(value, part, path)
    for keyword, words in (("anyOf", "fits none of its anyOf"), ("oneOf", "does not fit exactly one of its oneOf")):
        if parts := schema.get(keyword):
            fitting = sum(not any(True for _ in unfit(value, part)) for part in parts)
            if fitting == 0 or (keyword == "oneOf" and fitting > 1):
                yield path, words
    if isinstance(part := schema.get("not"), dict) and not any(True for _ in unfit(value, part)):
        yield path, "fits what its schema says it may not: not"


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return check


_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?([zZ]|[+-]\d{2}:?\d{2})"
_UUID = "-?".join(f"[0-9a-fA-F]{{{length}}}" for length in (8, 4, 4, 4, 12))
_MAC = r"[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2})+|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4})+"
_BASE64 = r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_ZEROS = re.compile(r"(?<![0-9a-fA-F:])0+(?=[0-9])")


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: bool(compiled.fullmatch(text))


_FORMATS: dict[str, Callable[[str], bool]] = {
    "byte": _matching(_BASE64),
    "cidr": _reads(lambda text: ipaddress.ip_interface(_ZEROS.sub("", text)) if "/" in text else int("")),
    "date": _matching(_DATE),
    "date-time": _matching(f"{_DATE}[tT]{_TIME}"),
    "duration": _matching(r".*[0-9].*"),
    "email": _matching(r"(?s:.+@.+)"),
    "hostname": _matching(r"[^\s_/:@]+"),
    "ipv4": _reads(lambda text: ipaddress.IPv4Address(_ZEROS.sub("", text))),
    "ipv6": _reads(ipaddress.IPv6Address),
    "mac": _matching(_MAC),
    "uri": _matching(r"(/|[a-zA-Z][a-zA-Z0-9+.-]*:).*"),
    "uuid": _matching(_UUID),
}
"""Formats by which the API server measures text; some are measured here by what they lack for certain."""
