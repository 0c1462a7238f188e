"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import service_selects_others
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, container, made, pod_spec, service, workload
from tests.plainsail.checks.planted_policies import foreign

SERVING = workload(pod=pod_spec(container(ports=[{"name": "http", "containerPort": 8080}])))


def other(**fields: Any) -> Document:
    spec = workload(pod=pod_spec(container(**{"image": "example.com/worker:v1", **fields})))["spec"]
    return made("Deployment", "apps/v1", "worker", spec=spec)


def findings(another: Document, **port: Any) -> list[Finding]:
    front = service(ports=[{"port": 80, "targetPort": 8080, **port}])
    return list(service_selects_others.check(foreign(SERVING, another, front)))


@pytest.mark.parametrize(
    "fields", [{}, {"ports": [{"containerPort": 9000}]}, {"image": "example.com/app:v2", "command": ["work"]}]
)
def test_a_worker_behind_the_service_of_the_web_pods(fields: Document) -> None:
    [finding] = findings(other(**fields))

    assert finding.where.field == "spec.selector"
    assert finding.message == (
        "matches the pods of Deployment/worker, which have no port 8080, beside those of Deployment/backend"
    )


def test_silent_where_the_port_has_a_name() -> None:
    assert not findings(other(), targetPort="http")


@pytest.mark.parametrize(
    "fields",
    [{"ports": [{"containerPort": 8080}]}, {"image": "example.com/app:v2"}],
    ids=["it listens there too", "a canary that declares nothing"],
)
def test_silent_about_another_build_of_the_same(fields: Document) -> None:
    assert not findings(other(**fields))
