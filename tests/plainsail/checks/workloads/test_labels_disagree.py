"""The check of the same name."""

import json

from plainsail.checks.workloads import labels_disagree
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload


def _labelled(**own: str) -> str:
    inside = {"app.kubernetes.io/name": "backend", "app.kubernetes.io/component": "web"}
    document = json.loads(workload(labels=inside))
    document["metadata"]["labels"] = {f"app.kubernetes.io/{part}": value for part, value in own.items()}
    return json.dumps(document)


def test_workload_contradicts_its_pods() -> None:
    [finding] = labels_disagree.check(manifests(_labelled(name="backend", component="worker")))

    assert finding.message == "is worker, but web on its pods"
    assert finding.where.field == 'metadata.labels["app.kubernetes.io/component"]'
    assert severity_of(labels_disagree, finding) == "warning"


def test_taste_for_somebody_else() -> None:
    [finding] = labels_disagree.check(foreign(_labelled(name="api")))

    assert severity_of(labels_disagree, finding) == "info"


def test_silent_when_they_agree_or_one_says_nothing() -> None:
    assert not list(labels_disagree.check(manifests(_labelled(name="backend"))))
