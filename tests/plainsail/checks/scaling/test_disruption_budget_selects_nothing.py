"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.scaling import disruption_budget_selects_nothing
from tests.plainsail.checks.planted_app import app, foreign

ELSEWHERE = """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: dns, namespace: SPACE}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: backend}}}
"""
SELECTOR = "selector: {matchLabels: {app: backend, component: web}}}"


def test_no_pod_has_the_labels() -> None:
    [finding] = disruption_budget_selects_nothing.check(app((SELECTOR, "selector: {matchLabels: {app: front}}}")))

    assert finding.message == "app=front matches no pod"


def test_a_job_s_pods_are_nothing_to_protect() -> None:
    [finding] = disruption_budget_selects_nothing.check(app((SELECTOR, "selector: {matchLabels: {component: tidy}}}")))

    assert finding.message == "component=tidy matches no pod"


def test_no_selector() -> None:
    [finding] = disruption_budget_selects_nothing.check(foreign((f", {SELECTOR}", "}")))

    assert finding.message == "has no selector, and so protects no pod"


def test_an_empty_selector_counts_everything() -> None:
    [finding] = disruption_budget_selects_nothing.check(app((SELECTOR, "selector: {}}")))

    assert finding.message == "is empty, and so counts every pod of the namespace"


def test_a_namesake_with_another_label_in_plain_yaml() -> None:
    [finding] = disruption_budget_selects_nothing.check(foreign((SELECTOR, "selector: {matchLabels: {app: front}}}")))

    assert finding.message == "app=front matches no pod"


def test_a_budget_in_another_namespace_than_its_pods() -> None:
    [finding] = disruption_budget_selects_nothing.check(foreign(more=ELSEWHERE.replace("SPACE", "other")))

    assert finding.message == "app=backend matches no pod of namespace other; Deployment/backend is in backend-staging"


def test_silent_about_plain_yaml_that_protects_what_is_made_elsewhere() -> None:
    tree = foreign(more=ELSEWHERE.replace("SPACE", "backend-staging").replace("app: backend", "k8s-app: dns"))

    assert not list(disruption_budget_selects_nothing.check(tree))
