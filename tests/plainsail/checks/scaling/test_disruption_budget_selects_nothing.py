"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.scaling import disruption_budget_selects_nothing
from tests.plainsail.checks.planted_app import app, foreign

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
    assert finding.severity == "warning"


def test_silent_about_plain_yaml_that_protects_what_is_made_elsewhere() -> None:
    assert not list(
        disruption_budget_selects_nothing.check(foreign((SELECTOR, "selector: {matchLabels: {app: front}}}")))
    )
