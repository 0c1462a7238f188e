"""The check of the same name."""

from typing import Any

from plainsail.checks.workloads import startup_budget_too_small
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment

GET = {"httpGet": {"path": "/", "port": "http"}}


def planted(**probes: Any) -> str:
    """A container with these probes only."""
    said: dict[str, Any] = {"startupProbe": None, "livenessProbe": None, **probes}
    return deployment(container(**said))


def test_killed_before_it_is_first_asked_whether_it_is_ready() -> None:
    text = planted(livenessProbe=GET, readinessProbe={**GET, "initialDelaySeconds": 60})

    [finding] = startup_budget_too_small.check(manifests(text))

    assert finding.message == "killed 30 s after its start, but readinessProbe first asks after 60 s"
    assert finding.where.field == "spec.template.spec.containers[app].livenessProbe"
    assert finding.severity == "error"

    [finding] = startup_budget_too_small.check(manifests(text, environment=None, app=None))

    assert finding.severity == "warning"


def test_little_time_is_mentioned() -> None:
    [finding] = startup_budget_too_small.check(manifests(planted(livenessProbe={**GET, "periodSeconds": 3})))

    assert finding.message == "killed when it has not started within 9 s"
    assert finding.severity == "info"


def test_the_startup_probe_decides_where_there_is_one() -> None:
    text = planted(startupProbe={**GET, "periodSeconds": 1}, livenessProbe={**GET, "initialDelaySeconds": 300})

    [finding] = startup_budget_too_small.check(manifests(text))

    assert finding.where.field == "spec.template.spec.containers[app].startupProbe"


def test_silent_with_time_enough() -> None:
    assert not list(startup_budget_too_small.check(manifests(deployment())))


def test_silent_where_nobody_kills() -> None:
    assert not list(startup_budget_too_small.check(manifests(planted())))
