"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_health_check_differs
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress, service

POD = """
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop, labels: {app: shop}}
spec: {containers: [{name: app, image: a, readinessProbe: {httpGet: {path: /ready, port: 80}}}]}
"""


@pytest.mark.parametrize(
    ("annotations", "asked"), [({}, "/, by default"), (alb(healthcheck_path="/health"), "/health")]
)
def test_another_path_than_the_readiness_probe(annotations: dict[str, str], asked: str) -> None:
    [finding] = alb_health_check_differs.check(foreign(ingress(annotations), service(), POD))

    assert finding.message == f"asks {asked}, but the readiness probe of Pod/shop asks /ready"


@pytest.mark.parametrize(
    ("on_ingress", "on_service"),
    [
        (alb(healthcheck_path="/ready"), {}),
        (alb(healthcheck_path="/health"), alb(healthcheck_path="/ready")),
        (alb(success_codes="200-399"), {}),
    ],
)
def test_silent_where_they_agree_or_somebody_thought_of_it(
    on_ingress: dict[str, str], on_service: dict[str, str]
) -> None:
    assert not list(alb_health_check_differs.check(foreign(ingress(on_ingress), service(on_service), POD)))
