"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.delivery import build_input_missing
from plainsail.delivery import Delivery
from plainsail.delivery.registry import Registered
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

APPS = tuple(
    Registered(app=app, environment=environment, dockerfile=f"{app}/Dockerfile", inputs=[app, "common"])
    for app in ("backend", "queue")
    for environment in ("staging", "production")
)


def found(*absent: str) -> list[Finding]:
    delivery = Delivery(registered=APPS, absent=frozenset(absent))
    return list(build_input_missing.check(manifests(workload(), delivery=delivery)))


def test_silent_where_all_is_there() -> None:
    assert found() == []


def test_a_dockerfile_that_is_not_there() -> None:
    """Said once for an app, at the setting."""
    [finding] = found("queue/Dockerfile")

    assert finding.message == "its image is built from queue/Dockerfile, which is not there"
    assert (finding.where.app, finding.setting) == ("queue", "image.build")


def test_sources_of_two_apps() -> None:
    assert [(finding.where.app, finding.message) for finding in found("common", "backend")] == [
        ("backend", "its image is built from backend, common, which are not there"),
        ("queue", "its image is built from common, which is not there"),
    ]
