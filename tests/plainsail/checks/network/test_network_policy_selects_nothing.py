"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from plainsail.checks.network import network_policy_selects_nothing
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import examined
from tests.plainsail.checks.planted_policies import deployment, foreign, policy


@pytest.mark.parametrize("tree", [examined, foreign])
def test_a_policy_of_pods_that_are_not_there(tree: Callable[..., Manifests]) -> None:
    [finding] = network_policy_selects_nothing.check(
        tree(deployment(), policy(pods={"matchLabels": {"app": "frontend"}}))
    )

    assert finding.where.field == "spec.podSelector"
    assert finding.message == "app=frontend matches no pod"


@pytest.mark.parametrize("tree", [examined, foreign])
def test_a_policy_in_another_namespace_than_its_pods(tree: Callable[..., Manifests]) -> None:
    [finding] = network_policy_selects_nothing.check(tree(deployment(), policy(namespace="other")))

    assert finding.message == "app=backend matches no pod of namespace other; Deployment/backend is in backend"


@pytest.mark.parametrize(
    "pods",
    [{}, {"matchLabels": {"app": "backend"}}, {"matchExpressions": [{"key": "app", "operator": "Exists"}]}],
    ids=["every pod", "by label", "by expression"],
)
def test_silent_about_a_policy_with_pods(pods: dict[str, Any]) -> None:
    assert not list(network_policy_selects_nothing.check(examined(deployment(), policy(pods=pods))))


def test_silent_where_somebody_else_s_pods_are_elsewhere() -> None:
    assert not list(network_policy_selects_nothing.check(foreign(policy())))
