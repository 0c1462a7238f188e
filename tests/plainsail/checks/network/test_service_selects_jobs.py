"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.network import service_selects_jobs
from tests.plainsail.checks.planted_app import app

NUMBERED = ("targetPort: http", "targetPort: 8080")


def test_a_selector_that_takes_the_cron_job_in() -> None:
    [finding] = service_selects_jobs.check(
        app(("selector: {app: backend, component: web}", "selector: {app: backend}"), NUMBERED)
    )

    assert finding.message == "matches the pods of CronJob/backend-tidy, which serve nothing"
    assert finding.where.object == "Service/backend"


def test_silent_when_jobs_lack_the_named_port() -> None:
    """Without a port of that name a pod is no endpoint."""
    assert not list(
        service_selects_jobs.check(app(("selector: {app: backend, component: web}", "selector: {app: backend}")))
    )


def test_silent_about_a_service_for_a_job_alone() -> None:
    """The members of a parallel Job find each other by one."""
    assert not list(
        service_selects_jobs.check(
            app(("selector: {app: backend, component: web}", "selector: {component: tidy}"), NUMBERED)
        )
    )
