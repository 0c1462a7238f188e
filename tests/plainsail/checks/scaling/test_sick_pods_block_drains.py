"""The check of the same name."""

from plainsail.checks.scaling import sick_pods_block_drains
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import disruption_budget


def test_a_crashing_app_keeps_its_nodes() -> None:
    [finding] = sick_pods_block_drains.check(manifests(disruption_budget(unhealthyPodEvictionPolicy="IfHealthyBudget")))

    assert finding.message == (
        "pods that are not ready count as well: when the app crashes, its nodes cannot be drained"
    )


def test_silent_where_sick_pods_may_always_go() -> None:
    assert not list(sick_pods_block_drains.check(manifests(disruption_budget())))
