"""HTTP requests by a Gateway of the Gateway API.

What the API server would fill into lists is written: Argo CD compares a list as a whole, and would see a difference for
ever.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.routes import backend_fields, header_modifier, parent_fields, route_metadata
from constructs_lib.settings import (
    BackendRef,
    HttpMatch,
    HttpRoute,
    HttpRule,
    RequestRedirect,
    RouteTimeouts,
    UrlRewrite,
    WebService,
)
from imports.io.k8s.networking import gateway

P = TypeVar("P")

_REQUEST_HEADERS = (
    gateway.HttpRouteSpecRulesFiltersRequestHeaderModifier,
    gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierSet,
    gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierAdd,
)
_RESPONSE_HEADERS = (
    gateway.HttpRouteSpecRulesFiltersResponseHeaderModifier,
    gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierSet,
    gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierAdd,
)


class AppHttpRoute(Construct):
    """An HTTPRoute (gateway.networking.k8s.io/v1) that leads to the app's Services."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[WebService], route: HttpRoute) -> None:
        super().__init__(scope, id)
        identity = profile.identity
        gateway.HttpRoute(
            self,
            "Resource",
            metadata=route_metadata(identity, route.annotations),
            spec=gateway.HttpRouteSpec(
                parent_refs=[
                    gateway.HttpRouteSpecParentRefs(**parent_fields(parent, identity)) for parent in route.parents
                ],
                hostnames=list(map(identity.filled, route.hostnames)) or None,
                rules=[_rule(rule, profile) for rule in route.rules],
            ),
        )


def _rule(rule: HttpRule, profile: PodProfile[WebService]) -> gateway.HttpRouteSpecRules:
    return gateway.HttpRouteSpecRules(
        matches=[_match(match) for match in rule.requests],
        filters=_filters(rule, profile.identity) or None,
        backend_refs=[_backend(backend, profile) for backend in rule.destinations] or None,
        timeouts=_timeouts(rule.timeouts) if rule.timeouts else None,
    )


def _match(match: HttpMatch) -> gateway.HttpRouteSpecRulesMatches:
    return gateway.HttpRouteSpecRulesMatches(
        path=gateway.HttpRouteSpecRulesMatchesPath(type=match.type, value=match.path),
        headers=[
            gateway.HttpRouteSpecRulesMatchesHeaders(type="Exact", name=name, value=value)
            for name, value in match.headers.items()
        ]
        or None,
        query_params=[
            gateway.HttpRouteSpecRulesMatchesQueryParams(type="Exact", name=name, value=value)
            for name, value in match.query_params.items()
        ]
        or None,
        method=match.method,
    )


def _backend(target: BackendRef, profile: PodProfile[WebService]) -> gateway.HttpRouteSpecRulesBackendRefs:
    backend = profile.settings.backend(target)
    return gateway.HttpRouteSpecRulesBackendRefs(**backend_fields(target, backend, profile))


def _timeouts(timeouts: RouteTimeouts) -> gateway.HttpRouteSpecRulesTimeouts:
    return gateway.HttpRouteSpecRulesTimeouts(request=timeouts.request, backend_request=timeouts.backend_request)


def _filters(rule: HttpRule, identity: Identity) -> list[gateway.HttpRouteSpecRulesFilters]:
    filters: dict[str, dict[str, Any]] = {}
    if rule.request_headers:
        asked = header_modifier(rule.request_headers, *_REQUEST_HEADERS)
        filters["RequestHeaderModifier"] = {"request_header_modifier": asked}
    if rule.redirect:
        filters["RequestRedirect"] = {"request_redirect": _redirect(rule.redirect, identity)}
    if rule.rewrite:
        filters["URLRewrite"] = {"url_rewrite": _rewrite(rule.rewrite, identity)}
    if rule.response_headers:
        answered = header_modifier(rule.response_headers, *_RESPONSE_HEADERS)
        filters["ResponseHeaderModifier"] = {"response_header_modifier": answered}
    return [gateway.HttpRouteSpecRulesFilters(type=kind, **fields) for kind, fields in filters.items()]


def _redirect(redirect: RequestRedirect, identity: Identity) -> gateway.HttpRouteSpecRulesFiltersRequestRedirect:
    return gateway.HttpRouteSpecRulesFiltersRequestRedirect(
        scheme=redirect.scheme,
        hostname=identity.filled(redirect.hostname) if redirect.hostname else None,
        port=redirect.port,
        path=_path(redirect, gateway.HttpRouteSpecRulesFiltersRequestRedirectPath),
        status_code=redirect.status_code,
    )


def _rewrite(rewrite: UrlRewrite, identity: Identity) -> gateway.HttpRouteSpecRulesFiltersUrlRewrite:
    path = _path(rewrite, gateway.HttpRouteSpecRulesFiltersUrlRewritePath)
    hostname = identity.filled(rewrite.hostname) if rewrite.hostname else None
    return gateway.HttpRouteSpecRulesFiltersUrlRewrite(hostname=hostname, path=path)


def _path(change: RequestRedirect | UrlRewrite, kind: Callable[..., P]) -> P | None:
    """The whole path, or the prefix that was asked for, in another's place."""
    if not change.path and not change.prefix:
        return None
    return kind(
        type="ReplaceFullPath" if change.path else "ReplacePrefixMatch",
        replace_full_path=change.path,
        replace_prefix_match=change.prefix,
    )
