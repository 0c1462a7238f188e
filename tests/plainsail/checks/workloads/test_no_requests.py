"""The check of the same name."""

from plainsail.checks.workloads import no_requests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment, limit_range

BARE = deployment(container(resources=None))


def test_the_scheduler_takes_it_for_nothing() -> None:
    [finding] = no_requests.check(manifests(BARE))

    assert finding.message == "requests no memory and no CPU: the scheduler takes it for nothing"
    assert finding.severity == "warning"


def test_no_cpu_alone_is_mentioned() -> None:
    [finding] = no_requests.check(manifests(deployment(container(resources={"limits": {"memory": "64Mi"}}))))

    assert finding.message == "requests no CPU: the scheduler takes it for nothing"
    assert finding.severity == "info"


def test_a_matter_of_taste_in_other_peoples_yaml() -> None:
    [finding] = no_requests.check(manifests(BARE, environment=None, app=None))

    assert finding.severity == "info"


def test_silent_with_both() -> None:
    assert not list(no_requests.check(manifests(deployment())))


def test_silent_where_a_limit_range_fills_them_in() -> None:
    assert not list(no_requests.check(manifests(BARE, limit_range())))
