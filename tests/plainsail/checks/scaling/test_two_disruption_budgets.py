"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.scaling import two_disruption_budgets
from tests.plainsail.checks.planted_app import app

SECOND = """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: second, namespace: NAMESPACE}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: backend}}}
"""


def test_pods_in_two_budgets() -> None:
    [finding] = two_disruption_budgets.check(app(more=SECOND.replace("NAMESPACE", "backend-staging")))

    assert finding.message == "the budgets backend and second both select its pods, which therefore cannot be evicted"
    assert finding.where.object == "Deployment/backend"


def test_silent_when_the_second_one_is_elsewhere() -> None:
    assert not list(two_disruption_budgets.check(app(more=SECOND.replace("NAMESPACE", "elsewhere"))))
