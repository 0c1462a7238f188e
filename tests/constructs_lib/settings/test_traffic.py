"""How a web service is reached: what is refused, and where what is said leads."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    Alb,
    BackendRef,
    Certificate,
    Egress,
    GrpcMatch,
    GrpcRoute,
    GrpcRule,
    HeaderModifier,
    HttpMatch,
    HttpRoute,
    HttpRule,
    Ingress,
    IngressPath,
    IngressRule,
    IssuerRef,
    NetworkPolicy,
    ParentRef,
    Peer,
    PrivateKey,
    Probe,
    RequestRedirect,
    RouteTimeouts,
    Service,
    ServicePort,
    SettingsError,
    Tls,
    UrlRewrite,
)
from tests.rendered import environment
from tests.samples.values import Least

PARENTS = [ParentRef("public")]
GRPC: dict[str, Any] = {
    "ports": {"grpc": 50051},
    "services": {"grpc": Service(ports=[ServicePort("grpc", app_protocol="grpc")])},
}
CALLS = IngressPath("/rpc", port="grpc")


def ingress(*paths: str | IngressPath, **fields: Any) -> Ingress:
    return Ingress("a.example.com", class_name=fields.pop("class_name", "nginx"), paths=paths or ("/",), **fields)


BROKEN: dict[str, tuple[dict[str, Any], tuple[str | int, ...]]] = {
    "a further port named as the first": ({"ports": {"http": 81}}, ("ports", "http")),
    "two ports of one number": ({"ports": {"again": 8080}}, ("ports", "again")),
    "a Service of no port of the app": ({"service": Service(ports=["grpc"])}, ("service", "ports", 0)),
    "a port twice in a Service": ({"service": Service(ports=["http", "http"])}, ("service", "ports", 1)),
    "two ports of one number of a Service": (
        {"ports": {"a": 1}, "services": {"b": Service(ports=["a", ServicePort("http", port=1)])}},
        ("services", "b", "ports", 1),
    ),
    "a probe of no port of the app": ({"readiness_probe": Probe("/", port="grpc")}, ("readiness_probe", "port")),
    "a path to no Service": ({"ingress": ingress(IngressPath("/", service="a"))}, ("ingress", "paths", 0)),
    "a path to a port of no Service": (
        {"ports": {"grpc": 50051}, "ingress": ingress("/", CALLS)},
        ("ingress", "paths", 1),
    ),
    "a path of a host to no Service": (
        {"ingress": ingress(hosts=[IngressRule("b.example.com", paths=[IngressPath("/", service="a")])])},
        ("ingress", "hosts", 0, "paths", 0),
    ),
    "a rule to a port of no Service": (
        {"http_route": HttpRoute(parents=PARENTS, rules=[HttpRule(backends=["grpc"])])},
        ("http_route", "rules", 0, "backends", 0),
    ),
    "one Service of two protocols behind an ALB": (
        {
            "ports": {"grpc": 50051},
            "service": Service(ports=["http", ServicePort("grpc", app_protocol="grpc")]),
            "ingress": ingress("/", CALLS, class_name="alb", alb=Alb()),
        },
        ("ingress", "paths"),
    ),
    "gRPC behind an ALB without TLS": (
        {**GRPC, "ingress": ingress("/", CALLS, class_name="alb", alb=Alb(ssl_redirect=False))},
        ("ingress", "alb", "ssl_redirect"),
    ),
    "a certificate for nobody": ({"certificate": Certificate(IssuerRef("a"))}, ("certificate",)),
    "a certificate for another host": (
        {"ingress": ingress(), "certificate": Certificate(IssuerRef("a"), dns_names=["*.b.example.com"])},
        ("certificate", "dns_names"),
    ),
    "a peer at a port that no pod has": (
        {"network_policy": NetworkPolicy(ingress_from=[Peer(cidr="::/0"), Peer(cidr="::/0", ports=["a"])])},
        ("network_policy", "ingress_from", 1, "ports", 0),
    ),
}


@pytest.mark.parametrize(("said", "path"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_fit_together(said: dict[str, Any], path: tuple[str | int, ...]) -> None:
    with pytest.raises(SettingsError) as caught:
        environment(Least, **said)

    assert caught.value.path == path


REFUSED: dict[str, tuple[Any, str]] = {
    "a number for several ports": (
        lambda: Service(port=80, ports=["a", "b"]),
        r"port=80 cannot stand for 2 ports; write ServicePort\('\.\.\.', port=\.\.\.\)",
    ),
    "a headless NodePort": (lambda: Service(headless=True, type="NodePort"), "headless means nothing to a Service"),
    "a headless Service of another number": (
        lambda: Service(headless=True, ports=[ServicePort("a", port=80)]),
        "a headless Service leads to no other port",
    ),
    "no path": (lambda: Ingress("a.b", class_name="nginx", paths=[]), "paths is empty; give at least '/'"),
    "a path twice": (lambda: IngressRule("a.b", paths=["/", IngressPath("/")]), "/ is there twice as Prefix"),
    "a host twice": (lambda: ingress(hosts=["a.example.com"]), "a.example.com is named twice"),
    "TLS for no host": (lambda: ingress(tls=[Tls("a", hosts=["b.c"])]), "tls is for b.c, which is no host"),
    "no Gateway": (lambda: HttpRoute(parents=[]), "parents is empty"),
    "a Gateway twice": (
        lambda: HttpRoute(parents=[ParentRef("a"), ParentRef("a", section_name="b")]),
        "Gateway a is there twice; set section_name",
    ),
    "a listener twice": (
        lambda: GrpcRoute(parents=[ParentRef("a", section_name="b"), ParentRef("a", section_name="b", port=1)]),
        "listener b of a is there twice",
    ),
    "a redirect that leads somewhere": (
        lambda: HttpRule(redirect=RequestRedirect(scheme="https"), backends=["http"]),
        "redirect answers by itself",
    ),
    "a redirect that leads back": (RequestRedirect, "a RequestRedirect needs scheme"),
    "a redirect to many hosts": (lambda: RequestRedirect(hostname="*.a.b"), "is many hosts; name one"),
    "two ways to replace a path": (lambda: UrlRewrite(path="/a", prefix="/b"), "set one of the two"),
    "a prefix of several matches": (
        lambda: HttpRule(matches=["/a", "/b"], rewrite=UrlRewrite(prefix="/c")),
        "prefix replaces what one match of type PathPrefix matched",
    ),
    "a path that no Gateway takes": (lambda: HttpMatch("/a//b"), "is none that a Gateway takes"),
    "an attempt longer than all": (
        lambda: RouteTimeouts(request="1s500ms", backend_request="2s"),
        "backend_request='2s' is above request='1s500ms'",
    ),
    "headers that stay": (HeaderModifier, "it changes nothing"),
    "no call": (GrpcMatch, "a GrpcMatch needs service, method or headers"),
    "a service with a slash": (lambda: GrpcMatch("a/b"), "service='a/b' is no name of a service"),
    "ports of an Egress' peer": (
        lambda: Egress(to=[Peer(cidr="::/0", ports=["a"])]),
        "ports of a peer are those of the app's own pods",
    ),
    "a kind of issuer": (lambda: IssuerRef("a", kind="issuer"), "kind='issuer' is none of"),
    "a size of another algorithm": (lambda: PrivateKey(size=256), "size=256 is no size of RSA"),
    "a renewal before it begins": (
        lambda: Certificate(IssuerRef("a"), duration="1h", renew_before="1h"),
        "renew_before='1h' is not below duration='1h'",
    ),
    "a certificate of minutes": (lambda: Certificate(IssuerRef("a"), duration="59m"), "is below an hour"),
    "a renewal of seconds": (lambda: Certificate(IssuerRef("a"), renew_before="30s"), "is below five minutes"),
}


@pytest.mark.parametrize(("made", "message"), REFUSED.values(), ids=REFUSED)
def test_what_no_value_says(made: Any, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        made()


def test_a_path_leads_to_the_first_service_that_has_its_port() -> None:
    settings = environment(Least, **GRPC)

    led = [settings.backend(each) for each in (IngressPath("/"), CALLS, BackendRef(service="grpc"))]

    assert [(each.service, each.number) for each in led] == [(None, 8080), ("grpc", 50051), ("grpc", 50051)]


def test_a_grpc_route_leads_to_the_port_of_that_name() -> None:
    route = GrpcRoute(parents=PARENTS, rules=[GrpcRule()])
    with_port, without = (environment(Least, grpc_route=route, **more) for more in (GRPC, {}))

    assert [each.port.name for each in (*with_port.backends(), *without.backends())] == ["grpc", "http"]


def test_peers_reach_what_requests_are_led_to() -> None:
    """A port that only further Services have is for those who name it."""
    services = {**GRPC["services"], "metrics": Service(ports=["metrics"])}
    ports = {"metrics": 9090, "grpc": 50051}
    settings = environment(Least, ports=ports, services=services, ingress=ingress("/", CALLS))

    assert settings.exposed_ports() == ["http", "grpc"]


def test_a_certificate_is_for_all_hosts() -> None:
    route = HttpRoute(parents=PARENTS, hostnames=["c.example.com", "a.example.com"])
    settings = environment(
        Least, ingress=ingress(hosts=["b.example.com"]), http_route=route, certificate=Certificate(IssuerRef("a"))
    )

    assert settings.certificate_hosts == ["a.example.com", "b.example.com", "c.example.com"]
    assert settings.certificate_secret == "backend-tls"  # noqa: S105 - the name of a Secret
