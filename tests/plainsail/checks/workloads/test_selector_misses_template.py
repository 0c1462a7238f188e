"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.workloads import selector_misses_template
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize("tree", [app, foreign])
def test_a_selector_of_other_labels(tree: Callable[..., Manifests]) -> None:
    [finding] = selector_misses_template.check(
        tree(
            (
                "selector: {matchLabels: {app: backend, component: web}}\n  template",
                "selector: {matchLabels: {app: front}}\n  template",
            )
        )
    )

    assert finding.message == "app=front does not match the pods' own labels: app=backend,component=web"
    assert finding.where.field == "spec.selector"


def test_silent_on_an_empty_selector_of_which_another_check_tells() -> None:
    empty = ("selector: {matchLabels: {app: backend, component: web}}\n  template", "selector: {}\n  template")

    assert not list(selector_misses_template.check(app(empty)))


def test_an_expression_that_excludes_the_pods() -> None:
    excluding = "selector: {matchExpressions: [{key: component, operator: NotIn, values: [web]}]}\n  template"
    [finding] = selector_misses_template.check(
        app(("selector: {matchLabels: {app: backend, component: web}}\n  template", excluding))
    )

    assert finding.message == "component notin (web) does not match the pods' own labels: app=backend,component=web"


def test_silent_about_a_replication_controller_that_takes_its_template_s_labels() -> None:
    controller = """
    apiVersion: v1
    kind: ReplicationController
    metadata: {name: old, namespace: backend-ENV}
    spec: {template: {metadata: {labels: {app: old}}, spec: {containers: [{name: a, image: b}]}}}
    """

    assert not list(selector_misses_template.check(app(more=controller)))
