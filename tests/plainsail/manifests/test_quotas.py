"""What a ResourceQuota counts."""

from __future__ import annotations

from decimal import Decimal

from plainsail.manifests.quotas import always_needed, demands
from tests.plainsail.checks.planted_objects import container, examined, made, pod_spec, workload


def test_each_pod_by_the_names_of_the_quota() -> None:
    tree = examined(
        made("ResourceQuota", spec={"hard": {"pods": "5"}}),
        workload(pod=pod_spec(container(resources={"limits": {"cpu": "1", "nvidia.com/gpu": "2"}})), replicas=2),
    )
    [quota] = tree.of("ResourceQuota")
    [demand] = demands(tree, quota)

    assert (demand.fewest, demand.most) == (2, 2)
    assert {name: demand.each[name] for name in ("cpu", "requests.cpu", "limits.cpu", "requests.nvidia.com/gpu")} == {
        "cpu": Decimal(1),
        "requests.cpu": Decimal(1),
        "limits.cpu": Decimal(1),
        "requests.nvidia.com/gpu": Decimal(2),
    }
    assert always_needed(tree, quota, [demand], "pods")[0] == 2


def test_nobody_knows_whether_a_daemon_s_node_is_there() -> None:
    quota = made("ResourceQuota", spec={"hard": {"pods": "5"}})
    chosen = workload("DaemonSet", pod_spec(nodeSelector={"gpu": "true"}))
    tree = examined(quota, chosen, made("DaemonSet", "apps/v1", "everywhere", spec=workload("DaemonSet")["spec"]))
    [found] = tree.of("ResourceQuota")

    assert sorted(demand.fewest for demand in demands(tree, found)) == [0, 1]
