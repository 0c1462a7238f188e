"""The check of the same name."""

from plainsail.checks.workloads import no_liveness_probe
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment, service

BARE = deployment(container(livenessProbe=None))


def test_nothing_restarts_what_hangs() -> None:
    [finding] = no_liveness_probe.check(manifests(BARE, service()))

    assert finding.message == "nothing restarts it when it hangs: it has no livenessProbe"
    assert finding.severity == "warning"


def test_a_matter_of_taste_in_other_peoples_yaml() -> None:
    [finding] = no_liveness_probe.check(manifests(BARE, service(), environment=None, app=None))

    assert finding.severity == "info"


def test_silent_where_there_is_a_probe() -> None:
    assert not list(no_liveness_probe.check(manifests(deployment(), service())))


def test_silent_for_pods_that_serve_nobody() -> None:
    assert not list(no_liveness_probe.check(manifests(BARE)))
