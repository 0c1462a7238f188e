"""The check of the same name."""

from plainsail.checks.workloads import no_wait_before_sigterm
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment, service

BARE = container(lifecycle=None)


def test_requests_meet_a_closed_port() -> None:
    [finding] = no_wait_before_sigterm.check(manifests(deployment(BARE), service()))

    assert finding.message == "SIGTERM comes at once, while requests still arrive: there is no preStop"


def test_silent_with_a_wait() -> None:
    assert not list(no_wait_before_sigterm.check(manifests(deployment(), service())))


def test_silent_for_pods_that_serve_nobody() -> None:
    assert not list(no_wait_before_sigterm.check(manifests(deployment(BARE))))
