"""gRPC calls by a Gateway of the Gateway API; defaults are written, as those of an HTTPRoute are."""

from typing import Any

from constructs import Construct

from constructs_lib.pod import PodProfile
from constructs_lib.routes import backend_fields, header_modifier, parent_fields, route_metadata
from constructs_lib.settings import BackendRef, GrpcMatch, GrpcRoute, GrpcRule, WebService
from imports.io.k8s.networking import gateway

_REQUEST_HEADERS = (
    gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifier,
    gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifierSet,
    gateway.GrpcRouteSpecRulesFiltersRequestHeaderModifierAdd,
)
_RESPONSE_HEADERS = (
    gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifier,
    gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifierSet,
    gateway.GrpcRouteSpecRulesFiltersResponseHeaderModifierAdd,
)


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
                parent_refs=[
                    gateway.GrpcRouteSpecParentRefs(**parent_fields(parent, identity)) for parent in route.parents
                ],
                hostnames=list(map(identity.filled, route.hostnames)) or None,
                rules=[_rule(rule, profile) for rule in route.rules],
            ),
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
    return gateway.GrpcRouteSpecRulesBackendRefs(**backend_fields(target, backend, profile))


def _filters(rule: GrpcRule) -> list[gateway.GrpcRouteSpecRulesFilters]:
    filters: dict[str, dict[str, Any]] = {}
    if rule.request_headers:
        asked = header_modifier(rule.request_headers, *_REQUEST_HEADERS)
        filters["RequestHeaderModifier"] = {"request_header_modifier": asked}
    if rule.response_headers:
        answered = header_modifier(rule.response_headers, *_RESPONSE_HEADERS)
        filters["ResponseHeaderModifier"] = {"response_header_modifier": answered}
    return [gateway.GrpcRouteSpecRulesFilters(type=kind, **fields) for kind, fields in filters.items()]
