"""The check of the same name."""

from plainsail.checks.workloads import spread_counts_other_pods
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import LABELS, deployment

ZONE = {"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "ScheduleAnyway"}


def spread(**said: object) -> str:
    """A Deployment with this constraint."""
    return deployment(pod={"topologySpreadConstraints": [{**ZONE, **said}]})


def test_it_counts_others() -> None:
    [finding] = spread_counts_other_pods.check(manifests(spread(labelSelector={"matchLabels": {"app": "front"}})))

    assert finding.message == (
        "it does not select its own pods, and so spreads nothing over topology.kubernetes.io/zone"
    )
    assert (
        finding.where.field
        == "spec.template.spec.topologySpreadConstraints[topology.kubernetes.io/zone/ScheduleAnyway].labelSelector"
    )


def test_it_counts_nobody() -> None:
    [finding] = spread_counts_other_pods.check(manifests(spread()))

    assert finding.message.startswith("without a labelSelector it counts no pod, ")


def test_silent_when_it_counts_its_own() -> None:
    assert not list(spread_counts_other_pods.check(manifests(spread(labelSelector={"matchLabels": LABELS}))))
