"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.network import tls_behind_ingress
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, workload

SERVICE = """
apiVersion: v1
kind: Service
metadata: {name: backend, namespace: backend, annotations: {}}
spec: {selector: {app: backend}, ports: [{name: http, port: 80, targetPort: http}]}
"""
INGRESS = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: backend, namespace: backend, annotations: {}}
spec: {defaultBackend: {service: {name: backend, port: {name: http}}}}
"""
ROUTE = """
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: backend, namespace: backend}
spec: {rules: [{backendRefs: [{name: backend, port: 80}]}]}
"""


def _serving(server_name: str, **fields: Any) -> str:
    return workload(**{"env": [{"name": "SERVER_NAME", "value": server_name}], "image": "acme/frankenphp:1", **fields})


@pytest.mark.parametrize(
    "server_name", ["backend.example.com", ":443", "https://backend.example.com", "localhost:8443"]
)
def test_switches_tls_on(server_name: str) -> None:
    [finding] = tls_behind_ingress.check(manifests(_serving(server_name), SERVICE, INGRESS))

    assert finding.message == f"{server_name} switches TLS on, and requests come in plain HTTP"
    assert finding.where.field == "spec.template.spec.containers[app].env[SERVER_NAME].value"


@pytest.mark.parametrize(
    "server_name", [":80", ":8080", "http://backend.example.com", "backend.example.com:80", "http://"]
)
def test_silent_on_plain_http(server_name: str) -> None:
    assert not list(tls_behind_ingress.check(manifests(_serving(server_name), SERVICE, INGRESS)))


def test_somebody_s_caddy_behind_an_ingress_or_a_gateway() -> None:
    caddy = _serving("https://example.com", image="caddy:2.8.4")

    assert len(list(tls_behind_ingress.check(foreign(caddy, SERVICE, INGRESS)))) == 1
    assert len(list(tls_behind_ingress.check(foreign(caddy, SERVICE, ROUTE)))) == 1


def test_silent_on_somebody_s_caddy_that_is_the_door_itself() -> None:
    assert not list(tls_behind_ingress.check(foreign(_serving("https://example.com", image="caddy:2.8.4"), SERVICE)))


@pytest.mark.parametrize(
    "annotation",
    ["nginx.ingress.kubernetes.io/backend-protocol: HTTPS", "alb.ingress.kubernetes.io/backend-protocol: https"],
)
def test_silent_when_the_ingress_speaks_tls_to_the_pod(annotation: str) -> None:
    ingress = INGRESS.replace("annotations: {}", f"annotations: {{{annotation}}}")

    assert not list(tls_behind_ingress.check(manifests(_serving(":443"), SERVICE, ingress)))


def test_silent_on_other_programs_that_know_a_server_name() -> None:
    synapse = _serving("example.com", image="matrixdotorg/synapse:v1.120.0")

    assert not list(tls_behind_ingress.check(foreign(synapse, SERVICE, INGRESS)))


def test_silent_on_a_value_from_elsewhere() -> None:
    elsewhere = {"name": "SERVER_NAME", "valueFrom": {"configMapKeyRef": {"name": "web", "key": "name"}}}

    assert not list(tls_behind_ingress.check(manifests(workload(env=[elsewhere]), SERVICE, INGRESS)))
