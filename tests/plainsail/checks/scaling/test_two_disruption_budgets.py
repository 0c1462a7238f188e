"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.scaling import two_disruption_budgets
from tests.plainsail.checks.planted_app import app, foreign

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


def test_silent_about_one_budget_in_two_files() -> None:
    """Of two variants of somebody's YAML, one is applied."""
    again = SECOND.replace("NAMESPACE", "backend-staging").replace("name: second", "name: backend")

    assert not list(two_disruption_budgets.check(foreign(more=again)))
