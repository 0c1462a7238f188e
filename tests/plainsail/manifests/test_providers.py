"""Who makes pods that the tree does not show."""

import json

import pytest

from plainsail.manifests.providers import providers
from tests.plainsail.checks.planted import manifests


@pytest.mark.parametrize(
    ("group", "label", "makes"),
    [
        ("postgresql.cnpg.io", "cnpg.io/cluster", True),
        ("kafka.strimzi.io", "strimzi.io/cluster", True),
        ("monitoring.coreos.com", "operator.prometheus.io/name", True),
        ("example.com", "app", False),
        ("example.com", "app.kubernetes.io/name", False),
    ],
)
def test_an_operator_marks_its_pods_with_the_name_of_what_they_are_of(group: str, label: str, makes: bool) -> None:
    operated = {"apiVersion": f"{group}/v1", "kind": "Kept", "metadata": {"name": "shop"}, "spec": {"instances": 3}}
    budget = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "shop"}, "spec": {}}
    tree = manifests(json.dumps(operated), json.dumps(budget), environment=None, app=None)

    [asking] = tree.of("PodDisruptionBudget")

    assert providers(tree).may_make_pods(asking, {label: "shop", "role": "primary"}) is makes
