"""The check of the same name."""

from plainsail.checks.workloads import no_grace_period
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import deployment


def test_killed_without_a_word() -> None:
    [finding] = no_grace_period.check(manifests(deployment(pod={"terminationGracePeriodSeconds": 0})))

    assert finding.message == "0 s between the decision to stop and SIGKILL: there is no SIGTERM"
    assert finding.where.field == "spec.template.spec.terminationGracePeriodSeconds"


def test_an_agent_of_the_node_is_only_mentioned() -> None:
    agent = deployment(pod={"terminationGracePeriodSeconds": 0}).replace('"Deployment"', '"DaemonSet"')

    [finding] = no_grace_period.check(manifests(agent))

    assert finding.severity == "info"


def test_silent_with_the_default_and_with_little() -> None:
    assert not list(no_grace_period.check(manifests(deployment())))
    assert not list(no_grace_period.check(manifests(deployment(pod={"terminationGracePeriodSeconds": 1}))))
