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


CERTIFICATE = """
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop}
spec: {secretName: shop-tls, additionalOutputFormats: [{type: CombinedPEM}], issuerRef: {name: a}}
"""
TRIGGER = """
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: {name: queue}
spec: {secretTargetRef: [{parameter: host, name: queue, key: url}]}
"""


def test_a_certificate_writes_a_secret_of_known_keys() -> None:
    tree = manifests(CERTIFICATE)
    [asking] = tree.custom("cert-manager.io", "Certificate")

    [provider] = providers(tree).of(asking, "Secret", "shop-tls")

    assert sorted(provider.keys or ()) == ["ca.crt", "tls-combined.pem", "tls.crt", "tls.key"]


def test_what_reads_a_secret_does_not_make_it() -> None:
    tree = manifests(TRIGGER)
    [asking] = tree.custom("keda.sh", "TriggerAuthentication")

    assert providers(tree).of(asking, "Secret", "queue") == []
