"""HTTP requests by a Gateway of the Gateway API.

What the API server would fill into lists is written: Argo CD compares a list as a whole, and would see a difference for
ever.
"""

from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import (
    BackendRef,
    HeaderModifier,
    HttpMatch,
    HttpRoute,
    HttpRule,
    ParentRef,
    RequestRedirect,
    RouteTimeouts,
    UrlRewrite,
    WebService,
)
from constructs_lib.settings.names import WEB
from imports.io.k8s.networking import gateway

GROUP = "gateway.networking.k8s.io"


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
                parent_refs=[_parent(parent, identity) for parent in route.parents],
                hostnames=list(map(identity.filled, route.hostnames)) or None,
                rules=[_rule(rule, profile) for rule in route.rules],
            ),
        )


def route_metadata(identity: Identity, annotations: Mapping[str, str]) -> ApiObjectMetadata:
    """`metadata` of a route."""
    metadata = identity.metadata(labels=identity.selector(WEB), annotations=annotations)
    return ApiObjectMetadata(
        name=metadata.name, namespace=metadata.namespace, labels=metadata.labels, annotations=metadata.annotations
    )


def _parent(parent: ParentRef, identity: Identity) -> gateway.HttpRouteSpecParentRefs:
    return gateway.HttpRouteSpecParentRefs(
        group=GROUP,
        kind="Gateway",
        name=parent.name,
        namespace=identity.filled(parent.namespace) if parent.namespace else None,
        section_name=parent.section_name,
        port=parent.port,
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
    return gateway.HttpRouteSpecRulesBackendRefs(
        group="",
        kind="Service",
        name=profile.identity.name(backend.service),
        port=backend.number,
        weight=target.weight,
    )


def _timeouts(timeouts: RouteTimeouts) -> gateway.HttpRouteSpecRulesTimeouts:
    return gateway.HttpRouteSpecRulesTimeouts(request=timeouts.request, backend_request=timeouts.backend_request)


def _filters(rule: HttpRule, identity: Identity) -> list[gateway.HttpRouteSpecRulesFilters]:
    filters: dict[str, dict[str, Any]] = {}
    if rule.request_headers:
        filters["RequestHeaderModifier"] = {"request_header_modifier": _request_headers(rule.request_headers)}
    if rule.redirect:
        filters["RequestRedirect"] = {"request_redirect": _redirect(rule.redirect, identity)}
    if rule.rewrite:
        filters["URLRewrite"] = {"url_rewrite": _rewrite(rule.rewrite, identity)}
    if rule.response_headers:
        filters["ResponseHeaderModifier"] = {"response_header_modifier": _response_headers(rule.response_headers)}
    return [gateway.HttpRouteSpecRulesFilters(type=kind, **fields) for kind, fields in filters.items()]


def _request_headers(headers: HeaderModifier) -> gateway.HttpRouteSpecRulesFiltersRequestHeaderModifier:
    add = gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierAdd
    set_ = gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierSet
    return gateway.HttpRouteSpecRulesFiltersRequestHeaderModifier(
        set=[set_(name=name, value=value) for name, value in headers.set.items()] or None,
        add=[add(name=name, value=value) for name, value in headers.add.items()] or None,
        remove=list(headers.remove) or None,
    )


def _response_headers(headers: HeaderModifier) -> gateway.HttpRouteSpecRulesFiltersResponseHeaderModifier:
    add = gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierAdd
    set_ = gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierSet
    return gateway.HttpRouteSpecRulesFiltersResponseHeaderModifier(
        set=[set_(name=name, value=value) for name, value in headers.set.items()] or None,
        add=[add(name=name, value=value) for name, value in headers.add.items()] or None,
        remove=list(headers.remove) or None,
    )


def _redirect(redirect: RequestRedirect, identity: Identity) -> gateway.HttpRouteSpecRulesFiltersRequestRedirect:
    path = None
    if redirect.path or redirect.prefix:
        path = gateway.HttpRouteSpecRulesFiltersRequestRedirectPath(
            type="ReplaceFullPath" if redirect.path else "ReplacePrefixMatch",
            replace_full_path=redirect.path,
            replace_prefix_match=redirect.prefix,
        )
    return gateway.HttpRouteSpecRulesFiltersRequestRedirect(
        scheme=redirect.scheme,
        hostname=identity.filled(redirect.hostname) if redirect.hostname else None,
        port=redirect.port,
        path=path,
        status_code=redirect.status_code,
    )


def _rewrite(rewrite: UrlRewrite, identity: Identity) -> gateway.HttpRouteSpecRulesFiltersUrlRewrite:
    path = None
    if rewrite.path or rewrite.prefix:
        path = gateway.HttpRouteSpecRulesFiltersUrlRewritePath(
            type="ReplaceFullPath" if rewrite.path else "ReplacePrefixMatch",
            replace_full_path=rewrite.path,
            replace_prefix_match=rewrite.prefix,
        )
    hostname = identity.filled(rewrite.hostname) if rewrite.hostname else None
    return gateway.HttpRouteSpecRulesFiltersUrlRewrite(hostname=hostname, path=path)
