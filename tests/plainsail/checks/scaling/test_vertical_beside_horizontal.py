"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.scaling import vertical_beside_horizontal
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, utilization

VERTICAL = """
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: {name: backend, namespace: backend}
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: backend}
  SPEC
"""


def findings(spec: str = "", *, resource: str = "cpu") -> list[Finding]:
    horizontal = autoscaler(utilization(resource, 70))
    return list(vertical_beside_horizontal.check(manifests(deployment(), horizontal, VERTICAL.replace("SPEC", spec))))


def test_both_follow_the_same_requests() -> None:
    [finding] = findings()

    assert finding.severity == "warning"
    assert finding.message == "changes the cpu requests that HorizontalPodAutoscaler/backend counts by"


@pytest.mark.parametrize(
    "spec",
    [
        'updatePolicy: {updateMode: "Off"}',
        "updatePolicy: {updateMode: Initial}",
        "resourcePolicy: {containerPolicies: [{containerName: '*', controlledResources: [memory]}]}",
        "resourcePolicy: {containerPolicies: [{containerName: '*', mode: 'Off'}]}",
    ],
)
def test_silent_where_it_changes_nothing_that_is_followed(spec: str) -> None:
    assert not findings(spec)


def test_the_resource_that_it_controls() -> None:
    spec = "resourcePolicy: {containerPolicies: [{containerName: '*', controlledResources: [memory]}]}"

    assert findings(spec, resource="memory")
