"""The check of the same name."""

from plainsail.checks.workloads import liveness_same_as_readiness
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment


def both(**question: object) -> str:
    """Two probes with one question."""
    return deployment(container(livenessProbe={"periodSeconds": 30, **question}, readinessProbe=question))


def test_a_database_that_is_away_restarts_every_pod() -> None:
    [finding] = liveness_same_as_readiness.check(manifests(both(httpGet={"path": "/check", "port": "http"})))

    assert finding.message == (
        "asks /check, as readinessProbe does: what should take the pod out of rotation restarts it"
    )
    assert finding.severity == "warning"


def test_a_path_left_out_is_the_root() -> None:
    planted = container(
        livenessProbe={"httpGet": {"port": "http"}}, readinessProbe={"httpGet": {"port": "http", "path": "/"}}
    )

    assert list(liveness_same_as_readiness.check(manifests(deployment(planted))))


def test_commands_are_questions_too() -> None:
    [finding] = liveness_same_as_readiness.check(
        manifests(both(exec={"command": ["true"]}), environment=None, app=None)
    )

    assert finding.message.startswith("asks the same command, as readinessProbe does")
    assert finding.severity == "info"


def test_silent_with_a_path_of_its_own() -> None:
    assert not list(liveness_same_as_readiness.check(manifests(deployment())))


def test_silent_for_an_open_port_which_depends_on_nobody() -> None:
    assert not list(liveness_same_as_readiness.check(manifests(both(tcpSocket={"port": "http"}))))
