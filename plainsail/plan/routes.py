"""What a route of the Gateway API says, by name, so that two versions of it can be compared."""

from typing import Any

from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.resource import Resource


def hostnames(route: Resource) -> dict[str, str]:
    """The hosts that it is for."""
    return {str(host): "" for host in listed(route.document, "spec", "hostnames") or ["every host"]}


def gateways(route: Resource) -> dict[str, str]:
    """The Gateways by which requests come, each with its listener."""
    parents = mappings(route.document, "spec", "parentRefs")
    parts = [[text(parent, key) for key in ("namespace", "name", "sectionName")] for parent in parents]
    return {f"Gateway {'/'.join(filter(None, each))}": "" for each in parts}


def destinations(route: Resource) -> dict[str, str]:
    """What each match leads to: Services with their ports, and their weights where there are several."""
    led: dict[str, str] = {}
    for rule in mappings(route.document, "spec", "rules"):
        backends = mappings(rule, "backendRefs")
        shares = [f" ({each.get('weight', 1)})" if len(backends) > 1 else "" for each in backends]
        names = [f"{each.get('name')}:{each.get('port')}{share}" for each, share in zip(backends, shares, strict=True)]
        for each in mappings(rule, "matches") or [{}]:
            led.setdefault(_words(each), " and ".join(names) or "no Service")
    return led


def _words(match: dict[str, Any]) -> str:
    """A match in words: `/api (Exact)`, `POST /api with X-Canary=yes`, `shop.v1.Orders/Get`."""
    path = mapping(match, "path")
    said = match.get("method")
    if isinstance(said, dict):
        asked = f"{said.get('service', '*')}/{said.get('method', '*')}"
    else:
        kind = path.get("type", "PathPrefix")
        asked = f"{said or ''} {path.get('value', '/')}{'' if kind == 'PathPrefix' else f' ({kind})'}".strip()
    conditions = [each for key in ("headers", "queryParams") for each in mappings(match, key)]
    with_ = ", ".join(f"{each.get('name')}={each.get('value')}" for each in conditions)
    return f"{asked} with {with_}" if with_ else asked
