"""The check of the same name."""

from plainsail.checks.workloads import no_memory_limit
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, cron_job, deployment, limit_range

BARE = container(resources={"requests": {"memory": "64Mi"}})


def test_a_leak_takes_the_node() -> None:
    [finding] = no_memory_limit.check(manifests(deployment(BARE)))

    assert finding.message == "may take all the memory of its node: it has no memory limit"
    assert finding.where.field == "spec.template.spec.containers[app].resources.limits"
    assert finding.severity == "warning"


def test_a_matter_of_taste_in_other_peoples_yaml() -> None:
    [finding] = no_memory_limit.check(manifests(deployment(BARE), environment=None, app=None))

    assert finding.severity == "info"


def test_silent_with_a_limit() -> None:
    assert not list(no_memory_limit.check(manifests(deployment(), cron_job())))


def test_silent_where_the_pod_has_one_for_all() -> None:
    assert not list(
        no_memory_limit.check(manifests(deployment(BARE, pod={"resources": {"limits": {"memory": "1Gi"}}})))
    )


def test_silent_where_a_limit_range_fills_it_in() -> None:
    assert not list(no_memory_limit.check(manifests(deployment(BARE), limit_range())))


def test_silent_for_init_containers_that_end() -> None:
    assert not list(no_memory_limit.check(manifests(deployment(pod={"initContainers": [BARE]}))))
