"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import invalid_port
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, service, told, workload

FIELD = "spec.template.spec.containers[app].ports"


@pytest.mark.parametrize(
    ("port", "field", "message"),
    [
        ({"containerPort": 0}, "[0].containerPort", "0 is below 1"),
        ({"containerPort": 70000}, "[70000].containerPort", "70000 is above 65535"),
        ({"containerPort": 80, "hostPort": -1}, "[80].hostPort", "-1 is below 0"),
    ],
)
def test_number(port: Document, field: str, message: str) -> None:
    document = workload(pod=pod_spec(container(ports=[port])))

    assert told(invalid_port.check(examined(document))) == [(f"{FIELD}{field}", message)]


@pytest.mark.parametrize("name", ["HTTP", "a-name-too-long-for-it", "80", "a--b", "-a", "a_b"])
def test_name(name: str) -> None:
    document = workload(pod=pod_spec(container(ports=[{"containerPort": 80, "name": name}])))

    [(field, message)] = told(invalid_port.check(examined(document)))

    assert field == f"{FIELD}[80].name"
    assert message.startswith(f"'{name}' is no port name: ")


def test_probes_and_services_ask_for_ports_too() -> None:
    probe = {"httpGet": {"path": "/", "port": "HTTP"}}
    documents = (
        workload(pod=pod_spec(container(readinessProbe=probe))),
        service(ports=[{"port": 80, "targetPort": 70000}]),
    )

    assert [field for field, _ in told(invalid_port.check(examined(*documents)))] == [
        "spec.template.spec.containers[app].readinessProbe.httpGet.port",
        "spec.ports[80].targetPort",
    ]


def test_silent_on_ports_that_are_some() -> None:
    ports = [{"containerPort": 1, "name": "h2c"}, {"containerPort": 65535, "name": "a-b-3", "hostPort": 0}]
    probe = {"tcpSocket": {"port": "h2c"}}
    document = workload(pod=pod_spec(container(ports=ports, livenessProbe=probe)))

    assert not told(invalid_port.check(examined(document, service(ports=[{"port": 80, "targetPort": "h2c"}]))))
