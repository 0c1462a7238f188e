"""What the API server refuses in the filters of routes: rules that their definitions write in CEL."""

from collections.abc import Iterator
from typing import Any

from plainsail.manifests.fields import listed, mapping, mappings, number, text

_FIELDS = {
    "CORS": "cors",
    "ExtensionRef": "extensionRef",
    "RequestHeaderModifier": "requestHeaderModifier",
    "RequestMirror": "requestMirror",
    "RequestRedirect": "requestRedirect",
    "ResponseHeaderModifier": "responseHeaderModifier",
    "URLRewrite": "urlRewrite",
}
_ONCE = frozenset(_FIELDS) - {"ExtensionRef", "RequestMirror"}
_PATHS = {"ReplaceFullPath": "replaceFullPath", "ReplacePrefixMatch": "replacePrefixMatch"}

Problem = tuple[str, str]
"""Field and message."""


def refused_filters(place: str, filters: list[dict[str, Any]]) -> Iterator[Problem]:
    """What is wrong with a list of filters, and with each of them."""
    types = [text(one, "type") for one in filters]
    for kind in sorted(_ONCE):
        if types.count(kind) > 1:
            yield place, f"has filter {kind} twice"
    if {"RequestRedirect", "URLRewrite"} <= set(types):
        yield place, "redirects and rewrites at once; a request is either sent elsewhere or on"
    for index, one in enumerate(filters):
        yield from _filter(f"{place}[{index}]", one)


def replaces_prefix(filters: list[dict[str, Any]]) -> bool:
    """Whether a filter replaces the part of a path that the rule matched."""
    paths = [mapping(one, field, "path") for one in filters for field in ("requestRedirect", "urlRewrite")]
    return any(text(path, "type") == "ReplacePrefixMatch" for path in paths)


def _filter(place: str, one: dict[str, Any]) -> Iterator[Problem]:
    kind = text(one, "type")
    field = _FIELDS.get(kind)
    if field and field not in one:
        yield place, f"is of type {kind}, but has no {field}"
    for other in _FIELDS.values():
        if other in one and other != field:
            yield f"{place}.{other}", f"does not belong to a filter of type {kind}"
    for name in ("requestRedirect", "urlRewrite"):
        yield from _path(f"{place}.{name}.path", mapping(one, name, "path"))
    mirror = mapping(one, "requestMirror")
    if "percent" in mirror and "fraction" in mirror:
        yield f"{place}.requestMirror", "has percent and fraction; say one of them"
    fraction = mapping(mirror, "fraction")
    if number(fraction, "numerator", default=0) > number(fraction, "denominator", default=100):
        yield f"{place}.requestMirror.fraction", "is more than the whole"
    for name in ("allowHeaders", "allowMethods", "allowOrigins"):
        if len(values := listed(one, "cors", name)) > 1 and "*" in values:
            yield f"{place}.cors.{name}", "has * beside others"


def _path(place: str, path: dict[str, Any]) -> Iterator[Problem]:
    for kind, field in _PATHS.items():
        if (text(path, "type") == kind) != (field in path):
            yield place, f"is of type {text(path, 'type')}, {'and has' if field in path else 'but has no'} {field}"


def all_filters(rule: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of filters of a rule: its own, and those of each backend."""
    yield "filters", mappings(rule, "filters")
    for index, backend in enumerate(mappings(rule, "backendRefs")):
        yield f"backendRefs[{index}].filters", mappings(backend, "filters")
