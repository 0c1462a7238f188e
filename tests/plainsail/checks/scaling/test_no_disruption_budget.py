"""The check of the same name."""

from plainsail.checks.scaling import no_disruption_budget
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, disruption_budget, scaled_object, service


def test_a_drain_may_take_all_at_once() -> None:
    [finding] = no_disruption_budget.check(manifests(deployment(), autoscaler(minReplicas=2), service()))

    assert finding.message == "a node drain may take all 2 pods at once: no PodDisruptionBudget selects them"


def test_silent_with_a_budget() -> None:
    planted = manifests(deployment(replicas=2), service(), disruption_budget(maxUnavailable=1))

    assert not list(no_disruption_budget.check(planted))


def test_silent_for_a_single_pod_and_for_those_that_serve_nobody() -> None:
    assert not list(no_disruption_budget.check(manifests(deployment(), service())))
    assert not list(no_disruption_budget.check(manifests(deployment(replicas=2))))


def test_pods_that_keda_runs_while_there_is_work() -> None:
    planted = manifests(deployment(), scaled_object(minReplicaCount=2, idleReplicaCount=0), service())
    [finding] = no_disruption_budget.check(planted)

    assert finding.message.startswith("a node drain may take all 2 pods at once")
