"""The API server refuses a route of the Gateway API, for a rule that joins several of its fields.

Such rules stand in the definitions in a language of their own (CEL): a filter has the field of its type and no other, a
rule that redirects has no backends, a path begins with a slash.

Why: the API server refuses the object.
Fix: say what the message asks for.
"""

import re
from collections.abc import Iterator
from typing import Any

from plainsail.checks.network._route_filters import Problem, all_filters, refused_filters, replaces_prefix
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import GATEWAY, routes

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_JUDGED = ("HTTPRoute", "GRPCRoute")
_MOST_MATCHES = 128
_PATH = re.compile(r"(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+")
_UNCLEAR = re.compile(r"//|/\.\.?(?=/|$)|%2[fF]|#")
_METHOD = {"service": r"\.?[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*", "method": r"[A-Za-z_][A-Za-z_0-9]*"}
_DURATION = re.compile(r"(\d{1,5})(h|ms|m|s)")
_MILLISECONDS = {"h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}


def check(manifests: Manifests) -> Iterator[Finding]:
    for route in routes(manifests):
        if route.kind in _JUDGED and manifests.is_sound(route):
            for field, message in (*_parents(route), *_rules(route)):
                yield Finding(route.where(field), message)


def _parents(route: Resource) -> Iterator[Problem]:
    by_parent: dict[tuple[str, ...], list[tuple[str, Any]]] = {}
    for index, parent in enumerate(mappings(route.spec, "parentRefs")):
        group, kind = text(parent, "group") or GATEWAY, text(parent, "kind") or "Gateway"
        key = group, kind, text(parent, "namespace"), text(parent, "name")
        listener = text(parent, "sectionName"), parent.get("port")
        others = by_parent.setdefault(key, [])
        if listener in others:
            yield f"spec.parentRefs[{index}]", f"names {kind}/{key[3]} a second time, and no other listener of it"
        elif others and any(bool(section) != bool(listener[0]) and port is None for section, port in others):
            yield f"spec.parentRefs[{index}]", f"names {kind}/{key[3]} beside another; each needs its sectionName then"
        others.append(listener)


def _rules(route: Resource) -> Iterator[Problem]:
    rules = mappings(route.spec, "rules")
    if (count := sum(len(mappings(rule, "matches")) for rule in rules)) > _MOST_MATCHES:
        yield "spec.rules", f"has {count} matches; the API server takes {_MOST_MATCHES}"
    for number, rule in enumerate(rules):
        place = f"spec.rules[{number}]"
        for field, filters in all_filters(rule):
            yield from refused_filters(f"{place}.{field}", filters)
            if replaces_prefix(filters) and not _matches_one_prefix(rule):
                yield f"{place}.{field}", "replaces a prefix; the rule must have one match then, of type PathPrefix"
        if mappings(rule, "backendRefs") and any("requestRedirect" in one for one in mappings(rule, "filters")):
            yield f"{place}.filters", "redirects, so the rule can have no backendRefs"
        limits = mapping(rule, "timeouts")
        whole, part = (_milliseconds(text(limits, key)) for key in ("request", "backendRequest"))
        if whole and part > whole:
            yield f"{place}.timeouts", "gives a backend longer (backendRequest) than the whole request (request)"
        for index, match in enumerate(mappings(rule, "matches")):
            judge = _path if route.kind == "HTTPRoute" else _method
            yield from judge(f"{place}.matches[{index}]", match)


def _matches_one_prefix(rule: dict[str, Any]) -> bool:
    matches = mappings(rule, "matches") or [{}]
    return len(matches) == 1 and (text(matches[0], "path", "type") or "PathPrefix") == "PathPrefix"


def _path(place: str, match: dict[str, Any]) -> Iterator[Problem]:
    value = text(match, "path", "value")
    if not value or text(match, "path", "type") not in ("", "Exact", "PathPrefix"):
        return
    field = f"{place}.path.value"
    if not value.startswith("/"):
        yield field, f"{value} does not begin with a slash"
    elif unclear := _UNCLEAR.search(value):
        yield field, f"{value} holds {unclear[0]}, which proxies read differently"
    elif not _PATH.fullmatch(value):
        yield field, f"{value} holds characters that a path has only as %.."


def _method(place: str, match: dict[str, Any]) -> Iterator[Problem]:
    method = mapping(match, "method")
    if method and not {"service", "method"} & method.keys():
        yield f"{place}.method", "names neither service nor method"
    for key, pattern in _METHOD.items():
        value = text(method, key)
        if value and text(method, "type") in ("", "Exact") and not re.fullmatch(pattern, value):
            yield f"{place}.method.{key}", f"{value} is no name of a {key} of gRPC"


def _milliseconds(duration: str) -> int:
    return sum(int(count) * _MILLISECONDS[unit] for count, unit in _DURATION.findall(duration))
