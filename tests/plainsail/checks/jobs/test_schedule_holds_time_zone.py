"""The check of the same name."""

from plainsail.checks.jobs import schedule_holds_time_zone
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job

INSIDE = "CRON_TZ=Europe/Paris 0 7 * * *"


def test_refused_today() -> None:
    [finding] = schedule_holds_time_zone.check(manifests(cron_job(INSIDE, timeZone=None)))

    assert finding.message == f"{INSIDE!r} holds the zone Europe/Paris, which the API server refuses"
    assert finding.severity is None


def test_refused_after_an_upgrade() -> None:
    [finding] = schedule_holds_time_zone.check(manifests(cron_job(INSIDE, timeZone=None), kubernetes_version="1.28"))

    assert finding.message == f"{INSIDE!r} holds the zone Europe/Paris, which Kubernetes 1.29 refuses"
    assert finding.severity == "warning"


def test_never_allowed_beside_the_field() -> None:
    [finding] = schedule_holds_time_zone.check(manifests(cron_job(INSIDE), kubernetes_version="1.28"))

    assert finding.severity is None


def test_silent_with_the_field_alone() -> None:
    assert not list(schedule_holds_time_zone.check(manifests(cron_job())))
