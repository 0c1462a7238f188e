"""The check of the same name."""

import pytest

from plainsail.checks.workloads import liveness_before_readiness
from tests.plainsail.checks.planted import manifests

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {{name: backend, namespace: backend}}
spec:
  selector: {{matchLabels: {{app: backend}}}}
  template:
    metadata: {{labels: {{app: backend}}}}
    spec:
      containers:
      - name: app
        image: example.com/app:v1
        readinessProbe: {{periodSeconds: 10, failureThreshold: 3, httpGet: {{path: /ready, port: 80}}}}
        livenessProbe: {{periodSeconds: {period}, failureThreshold: 2, {more}httpGet: {{path: /live, port: 80}}}}
"""
SERVICE = """
apiVersion: v1
kind: Service
metadata: {name: backend, namespace: backend}
spec: {selector: {app: backend}, ports: [{port: 80}]}
"""


def test_killed_while_in_rotation() -> None:
    """A slow pod must leave rotation before it is killed."""
    [finding] = liveness_before_readiness.check(manifests(DEPLOYMENT.format(period=5, more="")))

    assert finding.message == "killed after 10 s, but leaves rotation only after 30 s"
    assert finding.where.field == "spec.template.spec.containers[app].livenessProbe"


def test_silent_when_liveness_is_the_slower_one() -> None:
    assert not list(liveness_before_readiness.check(manifests(DEPLOYMENT.format(period=20, more=""))))


def test_a_delay_at_the_start_changes_nothing_later() -> None:
    delayed = DEPLOYMENT.format(period=5, more="initialDelaySeconds: 60, ")

    [finding] = liveness_before_readiness.check(manifests(delayed))

    assert finding.message == "killed after 10 s, but leaves rotation only after 30 s"


def test_questions_that_hang_put_the_next_ones_off() -> None:
    """Each answer is waited for: 2 x 20 s, although the period is 5 s."""
    hanging = DEPLOYMENT.format(period=5, more="timeoutSeconds: 20, ")

    assert not list(liveness_before_readiness.check(manifests(hanging)))


@pytest.mark.parametrize(
    ("environment", "period", "severity"),
    [
        ("staging", 14, "error"),
        ("staging", 15, "warning"),
        (None, 14, "warning"),
        (None, 15, "info"),
    ],
)
def test_a_race_is_less_than_a_fault(environment: str | None, period: int, severity: str) -> None:
    """Charts that keep the defaults of both probes are sound enough."""
    planted = manifests(DEPLOYMENT.format(period=period, more=""), SERVICE, environment=environment, app=None)

    [finding] = liveness_before_readiness.check(planted)

    assert finding.severity == severity


def test_a_pod_without_traffic_is_only_mentioned() -> None:
    planted = manifests(DEPLOYMENT.format(period=14, more=""), environment=None, app=None)

    [finding] = liveness_before_readiness.check(planted)

    assert finding.severity == "info"
