"""The check of the same name."""

from plainsail.checks.workloads import rollout_given_up_too_soon
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import deployment


def test_a_good_start_counts_as_failed() -> None:
    text = deployment(progressDeadlineSeconds=65, minReadySeconds=10)

    [finding] = rollout_given_up_too_soon.check(manifests(text))

    assert finding.message == "failed after 65 s, but its pods may take 70 s to start"


def test_silent_for_a_deadline_that_the_api_server_refuses() -> None:
    """Another check names it."""
    assert not list(
        rollout_given_up_too_soon.check(manifests(deployment(progressDeadlineSeconds=10, minReadySeconds=10)))
    )


def test_silent_with_the_default_of_ten_minutes() -> None:
    assert not list(rollout_given_up_too_soon.check(manifests(deployment())))
