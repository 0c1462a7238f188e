"""gRPC calls by a Gateway of the Gateway API; defaults are written, as those of an HTTPRoute are."""

from typing import Any

from constructs import Construct

from constructs_lib.http_route import GROUP, route_metadata
from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import BackendRef, GrpcMatch, GrpcRoute, GrpcRule, HeaderModifier, ParentRef, WebService
from imports.io.k8s.networking import gateway


class AppGrpcRoute(Construct):
    """A GRPCRoute (gateway.networking.k8s.io/v1) that leads to the app's Services."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[WebService], route: GrpcRoute) -> None:
        super().__init__(scope, id)
        identity = profile.identity
        gateway.GrpcRoute(
            self,
            "Resource",
            metadata=route_metadata(identity, route.annotations),
            spec=gateway.GrpcRouteSpec(
                parent_refs=[_parent(parent, identity) for parent in route.parents],
                hostnames=list(map(identity.filled, route.hostnames)) or None,
                rules=[_rule(rule, profile) for rule in route.rules],
            ),
        )


def _parent(parent: ParentRef, identity: Identity) -> gateway.GrpcRouteSpecParentRefs:
    return gateway.GrpcRouteSpecParentRefs(
        group=GROUP,
        kind="Gateway",
        name=parent.name,
        namespace=identity.filled(parent.namespace) if parent.namespace else None,
        section_name=parent.section_name,
        port=parent.port,
    )


def _rule(rule: GrpcRule, profile: PodProfile[WebService]) -> gateway.GrpcRouteSpecRules:
    return gateway.GrpcRouteSpecRules(
        matches=[_match(match) for match in rule.matches] or None,
        filters=_filters(rule) or None,
        backend_refs=[_backend(backend, profile) for backend in rule.destinations],
    )


def _match(match: GrpcMatch) -> gateway.GrpcRouteSpecRulesMatches:
    method = None
    if match.service or match.method:
        method = gateway.GrpcRouteSpecRulesMatchesMethod(type=match.type, service=match.service, method=match.method)
    return gateway.GrpcRouteSpecRulesMatches(
        method=method,
        headers=[
            gateway.GrpcRouteSpecRulesMatchesHeaders(type="Exact", name=name, value=value)
            for name, value in match.headers.items()
        ]
        or None,
    )


def _backend(target: BackendRef, profile: PodProfile[WebService]) -> gateway.GrpcRouteSpecRulesBackendRefs:
    backend = profile.settings.backend(target, usual=profile.settings.grpc_port)
    return gateway.GrpcRouteSpecRulesBackendRefs(
        group="",
        kind="Service",
        name=profile.identity.name(backend.service),
        port=backend.number,
        weight=target.weight,
    )


def _filters(rule: GrpcRule) -> list[gateway.GrpcRouteSpecRulesFilters]:
    filters: dict[str, dict[str, Any]] = {}
    if rule.request_headers:
        filters["RequestHeaderModifier"] = {"request_header_modifier": _request_headers(rule.request_headers)}
    if rule.response_headers:
        filters["ResponseHeaderModifier"] = {"response_header_modifier": _response_headers(rule.response_headers)}
    return [gateway.GrpcRouteSpecRulesFilters(type=kind, **fields) for kind, fields in filters.items()]


def _request_headers(headers: HeaderModifier) -> gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifier:
    add = gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifierAdd
    set_ = gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifierSet
    return gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifier(
        set=[set_(name=name, value=value) for name, value in headers.set.items()] or None,
        add=[add(name=name, value=value) for name, value in headers.add.items()] or None,
        remove=list(headers.remove) or None,
    )


def _response_headers(headers: HeaderModifier) -> gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifier:
    add = gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifierAdd
    set_ = gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifierSet
    return gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifier(
        set=[set_(name=name, value=value) for name, value in headers.set.items()] or None,
        add=[add(name=name, value=value) for name, value in headers.add.items()] or None,
        remove=list(headers.remove) or None,
    )
