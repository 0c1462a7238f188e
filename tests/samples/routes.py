"""Routes that say every field of a route."""

from __future__ import annotations

from constructs_lib.settings import (
    BackendRef,
    GrpcMatch,
    GrpcRoute,
    GrpcRule,
    HeaderModifier,
    HttpMatch,
    HttpRoute,
    HttpRule,
    ParentRef,
    RequestRedirect,
    RouteTimeouts,
    UrlRewrite,
)

PARENTS = [ParentRef("public", namespace="gateways-{env}", section_name="https", port=443), ParentRef("own")]
HEADERS = HeaderModifier(set={"X-Set": "a"}, add={"X-Add": "b"}, remove=["X-Remove"])
BACKENDS: list[str | BackendRef] = ["http", BackendRef("grpc", service="rpc", weight=9)]

HTTP_ROUTE = HttpRoute(
    parents=PARENTS,
    hostnames=["{app}.example.com", "*.example.com"],
    rules=[
        HttpRule(
            matches=[
                "/a",
                HttpMatch("/b", type="Exact", headers={"X-Canary": "yes"}, query_params={"a_b": "c"}, method="POST"),
            ],
            backends=BACKENDS,
            rewrite=UrlRewrite(hostname="inner.example.com", path="/c"),
            request_headers=HEADERS,
            response_headers=HEADERS,
            timeouts=RouteTimeouts(request="10s", backend_request="5s"),
        ),
        HttpRule(matches=["/d"], rewrite=UrlRewrite(hostname="inner.example.com", prefix="/e")),
        HttpRule(
            matches=["/f"],
            redirect=RequestRedirect(
                scheme="https", hostname="outer.example.com", port=8443, path="/g", status_code=301
            ),
        ),
        HttpRule(matches=["/h"], redirect=RequestRedirect(scheme="https", prefix="/i")),
    ],
    annotations={"example.com/route": "a"},
)

GRPC_ROUTE = GrpcRoute(
    parents=PARENTS,
    hostnames=["grpc.example.com", "*.grpc.example.com"],
    rules=[
        GrpcRule(
            matches=[
                GrpcMatch("shop.v1.Orders", method="Get", type="RegularExpression", headers={"X-Canary": "yes"}),
                GrpcMatch("shop.v1.Carts"),
            ],
            backends=["grpc", BackendRef("admin", service="rpc", weight=9)],
            request_headers=HEADERS,
            response_headers=HEADERS,
        )
    ],
    annotations={"example.com/route": "a"},
)
