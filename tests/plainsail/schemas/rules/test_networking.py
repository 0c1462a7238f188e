"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, ingress, made, rule
from tests.plainsail.schemas.rules.judged import told

API = "networking.k8s.io/v1"
CLASS = "kubernetes.io/ingress.class"
PATH = "spec.rules[example.com].http.paths[/]"


def led(**backend: Any) -> Document:
    return ingress(rules=[rule(backend=backend)])


def classed(**parameters: Any) -> Document:
    parameters = {"kind": "K", "name": "n", **parameters}
    return made("IngressClass", API, spec={"controller": "example.com/x", "parameters": parameters})


def policy(**spec: Any) -> Document:
    return made("NetworkPolicy", API, spec=spec)


def opened(**port: Any) -> Document:
    return policy(ingress=[{"ports": [port]}])


def address(name: str, **reference: Any) -> Document:
    return made("IPAddress", API, name=name, spec={"parentRef": {"name": "a", "resource": "services"} | reference})


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (ingress(rules=[rule("010.1.2.3")]), "spec.rules[010.1.2.3].host", "is no host name"),
        (ingress(rules=[rule("a.*.b")]), "spec.rules[a.*.b].host", "is no host name"),
        (ingress(rules=[rule(path="/a/..")]), "spec.rules[example.com].http.paths[/a/..].path", "holds '/..'"),
        (ingress(rules=[{"host": "a", "http": {"paths": []}}]), "spec.rules[a].http.paths", "is empty"),
        (ingress(ingressClassName=""), "spec.ingressClassName", "is no DNS name"),
        (ingress(tls=[{"secretName": "A_b"}]), "spec.tls[A_b].secretName", "is no DNS name"),
        (led(service={"name": "1", "port": {"number": 80}}), f"{PATH}.backend.service.name", "begins with a letter"),
        (led(service={"name": "a", "port": {"name": "A_b"}}), f"{PATH}.backend.service.port.name", "is no port name"),
        (led(service={"name": "a", "port": {}}), f"{PATH}.backend.service.port", "has neither name nor number"),
        (led(resource={"kind": "K"}), f"{PATH}.backend.resource.name", "name is required and missing"),
        (led(resource={"kind": "a/b", "name": "n"}), f"{PATH}.backend.resource.kind", "holds '/'"),
        (led(resource={"apiGroup": "", "kind": "K", "name": "n"}), f"{PATH}.backend.resource.apiGroup", "no API group"),
        (made("IngressClass", API, spec={"controller": "a"}), "spec.controller", "is no path after a domain"),
        (made("IngressClass", API, spec={}), "spec.controller", "controller is required and missing"),
        (classed(scope="x"), "spec.parameters.scope", "is none of Cluster, Namespace"),
        (classed(scope="Namespace"), "spec.parameters.namespace", "is required and missing"),
        (classed(namespace="a"), "spec.parameters.namespace", "belongs to scope: Namespace"),
        (classed(apiGroup=""), "spec.parameters.apiGroup", "is no DNS name"),
        (classed(name=""), "spec.parameters.name", "empty"),
        (opened(protocol=""), "spec.ingress[0].ports[0].protocol", "is none of TCP, UDP, SCTP"),
        (opened(port=80, endPort=65536), "spec.ingress[0].ports[80].endPort", "65536 is above 65535"),
        (policy(policyTypes=["Ingress", "Egress", "Egress"]), "spec.policyTypes", "is longer than 2"),
        (address("192.168.001.5"), "metadata.name", "is no IP address in its one spelling"),
        (address("192.168.1.5", resource=""), "spec.parentRef.resource", "empty"),
        (made("ServiceCIDR", API, spec={"cidrs": ["10.0.0.1/24"]}), "spec.cidrs[0]", "is written 10.0.0.0/24"),
        (made("ServiceCIDR", API, spec={}), "spec.cidrs", "is required and missing"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        ingress(rules=[rule("*.example.com")]),
        ingress(rules=[{"http": None}], tls=[{"secretName": "", "hosts": []}]),
        led(resource={"kind": "K", "name": "n"}),
        led(service={"name": "a", "port": {"name": "", "number": 80}}),
        classed(scope="Namespace", namespace="a"),
        classed(apiGroup="example.com"),
        policy(),
        policy(ingress=[{"from": [{"ipBlock": {"cidr": "010.0.0.0/8"}}]}]),
        policy(ingress=[{"from": [{"ipBlock": {"cidr": "10.0.0.5/8", "except": ["10.1.2.3/16"]}}]}]),
        opened(port=80, endPort=80),
        address("fd00::5", namespace="", group=""),
        made("ServiceCIDR", API, spec={"cidrs": ["10.0.0.0/24", "fd00::/112"]}),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []


def test_class_is_said_twice_alike() -> None:
    document = ingress(ingressClassName="alb") | {"metadata": {"name": "a", "annotations": {CLASS: "nginx"}}}
    message = "'nginx' is another class than ingressClassName: 'alb'; leave it out"

    assert told(document) == [(f'metadata.annotations["{CLASS}"]', message)]
    assert told(document | {"metadata": {"name": "a", "annotations": {CLASS: "alb"}}}) == []


def test_service_may_begin_with_a_digit_from_1_36_on() -> None:
    document = led(service={"name": "1", "port": {"number": 80}})

    assert told(document, "1.36") == []
