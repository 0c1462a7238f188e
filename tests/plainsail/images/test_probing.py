"""What the kubelet asks a container, and for how long."""

from __future__ import annotations

from typing import Any

from plainsail.images.probing import HttpProbe, http_probes
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

PORTS = [{"name": "http", "containerPort": 8080}]


def asked(**fields: Any) -> list[HttpProbe]:
    return list(http_probes(next(manifests(workload(ports=PORTS, **fields)).containers())))


def get(path: str, **said: Any) -> dict[str, Any]:
    return {"httpGet": {"path": path, "port": "http", **said}}


def test_all_probes_must_answer_within_the_budget_of_the_startup_probe() -> None:
    found = asked(
        startupProbe={**get("/live"), "periodSeconds": 2, "failureThreshold": 30},
        readinessProbe={**get("/ready"), "periodSeconds": 10, "timeoutSeconds": 3},
    )

    assert [(each.probe, each.path, each.port, each.timeout_seconds, each.budget_seconds) for each in found] == [
        ("startup", "/live", 8080, 1, 60),
        ("readiness", "/ready", 8080, 3, 60),
    ]


def test_without_a_startup_probe_liveness_says_how_long() -> None:
    [found] = asked(livenessProbe={**get("/live"), "initialDelaySeconds": 5, "periodSeconds": 5, "failureThreshold": 2})

    assert found.budget_seconds == 15


def test_where_nothing_kills_the_container_somebody_must_give_up() -> None:
    [found] = asked(readinessProbe=get("/ready"))

    assert found.budget_seconds == 60


def test_scheme_and_host_are_those_of_the_probe() -> None:
    [found] = asked(readinessProbe=get("/", scheme="HTTPS", httpHeaders=[{"name": "host", "value": "app.example.com"}]))

    assert (found.scheme, found.host) == ("https", "app.example.com")


def test_probes_of_other_kinds_cannot_be_asked_from_outside() -> None:
    assert asked(livenessProbe={"exec": {"command": ["true"]}}, readinessProbe={"tcpSocket": {"port": 80}}) == []
