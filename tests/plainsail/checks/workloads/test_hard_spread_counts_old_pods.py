"""The check of the same name."""

from plainsail.checks.workloads import hard_spread_counts_old_pods
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import LABELS, deployment


def spread(**said: object) -> str:
    """A Deployment with this constraint."""
    zone = {"maxSkew": 1, "topologyKey": "zone", "labelSelector": {"matchLabels": LABELS}}
    return deployment(pod={"topologySpreadConstraints": [{**zone, **said}]})


def test_new_pods_wait_for_old_ones() -> None:
    [finding] = hard_spread_counts_old_pods.check(manifests(spread(whenUnsatisfiable="DoNotSchedule")))

    assert finding.message == "old pods count during a rollout, so that new ones wait or end up on one side"


def test_silent_where_only_the_new_ones_count() -> None:
    told_apart = spread(whenUnsatisfiable="DoNotSchedule", matchLabelKeys=["pod-template-hash"])

    assert not list(hard_spread_counts_old_pods.check(manifests(told_apart)))


def test_silent_where_it_is_only_a_wish() -> None:
    assert not list(hard_spread_counts_old_pods.check(manifests(spread(whenUnsatisfiable="ScheduleAnyway"))))
