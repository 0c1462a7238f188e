"""One path of one host is claimed twice.

By two Ingresses of one class, twice by one, or in two environments. Canaries, masters of mergeable Ingresses, Ingresses
of different ports or load balancers, and rules that more than host and path tell apart are no double claims. Of two
HTTPRoutes the older one wins, which is as the Gateway API has it, and information.

Why: DNS and controllers pick one of the two, and not always the same: requests of staging meet production, or a new
Ingress never gets any.
Fix: give one of them another host or path.
"""

from collections.abc import Hashable, Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.aws_load_balancer import ALB, annotation, class_of, is_alb, listeners
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import Claim, claims_of_ingress, claims_of_route, routes

SEVERITY: Severity = "warning"

_CANARY = "nginx.ingress.kubernetes.io/canary"
_MERGEABLE = "nginx.org/mergeable-ingress-type"
_ENTRY = "traefik.ingress.kubernetes.io/router.entrypoints"


def check(manifests: Manifests) -> Iterator[Finding]:
    claims = [claim for ingress in manifests.of("Ingress") for claim in _of_ingress(ingress)]
    yield from _within(claims)
    yield from _across(claims)
    yield from _of_routes(manifests)


def _of_ingress(ingress: Resource) -> Iterator[Claim]:
    said = ingress.annotations
    if said.get(_CANARY) == "true" or said.get(_MERGEABLE) == "master":
        return
    conditions = {name.removeprefix(f"{ALB}conditions.") for name in said if name.startswith(f"{ALB}conditions.")}
    yield from (claim for claim in claims_of_ingress(ingress, _door(ingress)) if claim.service not in conditions)


def _door(ingress: Resource) -> str:
    """What tells two addresses apart: the class, and the load balancer or port that the annotations ask for."""
    words = [class_of(ingress), ingress.annotations.get(_ENTRY, "")]
    if is_alb(ingress):
        words += [annotation(ingress, name) or "" for name in ("group.name", "scheme")]
        words.append(str(sorted(listeners(ingress) or ())))
    return "/".join(words)


def _within(claims: list[Claim]) -> Iterator[Finding]:
    """Two claims in one environment. Of somebody's files, those beside each other may be alternatives."""
    first: dict[Hashable, Claim] = {}
    told: set[tuple[Resource, Resource]] = set()
    for claim in claims:
        resource = claim.resource
        place = (resource.environment, claim.door, claim.host, claim.path, claim.kind)
        other = first.setdefault(place, claim)
        if other is claim or (pair := (other.resource, resource)) in told:
            continue
        told.add(pair)
        ours = resource.environment is not None
        alternative = not ours and other.resource.path != resource.path
        by = "here already" if other.resource is resource else f"by {_named(other, claim)}"
        yield Finding(
            resource.where(claim.field),
            f"{claim.shown} is claimed {by}",
            severity="info" if alternative else None,
        )


def _named(other: Claim, claim: Claim) -> str:
    space = other.resource.namespace
    return f"{other.resource.key}{f' in {space}' if space and space != claim.resource.namespace else ''}"


def _across(claims: list[Claim]) -> Iterator[Finding]:
    """One host in two environments: DNS leads to one of them."""
    first: dict[tuple[str, str], Claim] = {}
    told: set[tuple[Resource, Resource]] = set()
    for claim in claims:
        if claim.resource.environment is None or not claim.host:
            continue
        other = first.setdefault((claim.host, claim.path), claim)
        pair = (other.resource, claim.resource)
        if other.resource.environment == claim.resource.environment or pair in told:
            continue
        told.add(pair)
        # The host may tell whose it is.
        owner, intruder = (claim, other) if str(claim.resource.environment) in claim.host else (other, claim)
        both = " and ".join(sorted((str(owner.resource.environment), str(intruder.resource.environment))))
        yield Finding(
            intruder.resource.where(intruder.field),
            f"{both} both claim {claim.shown}: DNS leads to one of them",
            causes=tuple(
                Cause(each.resource.where(each.field.partition(".http")[0], "host")) for each in (intruder, owner)
            ),
        )


def _host(claim: Claim) -> Cause:
    return Cause(claim.resource.where(claim.field.partition(".http")[0], "host"))


def _of_routes(manifests: Manifests) -> Iterator[Finding]:
    first: dict[Hashable, Claim] = {}
    told: set[tuple[Resource, Resource]] = set()
    for route in routes(manifests):
        for claim in claims_of_route(route) if route.kind == "HTTPRoute" else ():
            place = (route.environment, claim.door, claim.host, claim.path, claim.kind)
            other = first.setdefault(place, claim)
            if other.resource is route or (other.resource, route) in told:
                continue
            told.add((other.resource, route))
            message = f"{claim.shown} is claimed by {_named(other, claim)} too; the Gateway takes the older one"
            yield Finding(route.where(claim.field), message, severity="info")
