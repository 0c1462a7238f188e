"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import ingress_backend_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("{name: front, port: {name: http}}", "there is no Service/front"),
        ("{name: backend, port: {name: web}}", "Service/backend has no port web; it has http (80)"),
        ("{name: backend, port: {number: 8080}}", "Service/backend has no port 8080; it has http (80)"),
    ],
)
def test_a_backend_that_is_not_there(backend: str, message: str) -> None:
    [finding] = ingress_backend_missing.check(app(("{name: backend, port: {name: http}}", backend)))

    assert finding.message == message
    assert finding.where.field == "spec.rules[0].http.paths[/].backend"


def test_the_default_backend() -> None:
    default = "ingressClassName: alb\n  defaultBackend: {service: {name: backend, port: {number: 81}}}"
    [finding] = ingress_backend_missing.check(app(("ingressClassName: alb", default)))

    assert finding.where.field == "spec.defaultBackend"


def test_a_wrong_port_is_certain_in_plain_yaml_too() -> None:
    [finding] = ingress_backend_missing.check(
        foreign(("{name: backend, port: {name: http}}", "{name: backend, port: {number: 8080}}"))
    )

    assert finding.message == "Service/backend has no port 8080; it has http (80)"


@pytest.mark.parametrize(
    "backend", ["{name: backend, port: {number: 80}}", "{name: fixed, port: {name: use-annotation}}"]
)
def test_silent_about_ports_by_number_and_actions_of_the_load_balancer(backend: str) -> None:
    assert not list(ingress_backend_missing.check(app(("{name: backend, port: {name: http}}", backend))))


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(("{name: backend, port: {name: http}}", "{name: front, port: {name: http}}"))

    assert absent(ingress_backend_missing, plain) == ["Service/front"]
