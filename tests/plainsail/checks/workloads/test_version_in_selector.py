"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import version_in_selector
from tests.plainsail.checks.planted_objects import Document, examined, told, workload


def found(document: Document) -> list[str]:
    return [field for field, _ in told(version_in_selector.check(examined(document)))]


@pytest.mark.parametrize("kind", ["Deployment", "DaemonSet"])
@pytest.mark.parametrize(
    ("label", "value"), [("app.kubernetes.io/version", "1"), ("helm.sh/chart", "a-1"), ("chart", "a-1.2.3")]
)
def test_the_next_release_is_refused(kind: str, label: str, value: str) -> None:
    document = workload(kind, selector={"matchLabels": {"app": "backend", label: value}})

    assert len(found(document)) == 1


def test_an_expression() -> None:
    expression = {"key": "app.kubernetes.io/version", "operator": "In", "values": ["1"]}

    assert len(found(workload(selector={"matchExpressions": [expression]}))) == 1


def test_the_claims_of_a_stateful_set() -> None:
    claim = {
        "metadata": {"name": "data", "labels": {"helm.sh/chart": "a-1"}},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
    }

    assert found(workload("StatefulSet", serviceName="a", volumeClaimTemplates=[claim])) == [
        'spec.volumeClaimTemplates[data].metadata.labels["helm.sh/chart"]'
    ]


def test_silent_on_labels_that_stay() -> None:
    assert not found(workload(selector={"matchLabels": {"app": "backend", "version": "v1", "chart": "shop"}}))
