"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import service_account_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


def test_an_account_that_nothing_renders() -> None:
    [finding] = service_account_missing.check(
        app(("serviceAccountName: backend\n      initContainers", "serviceAccountName: front\n      initContainers"))
    )

    assert finding.message == "nothing renders ServiceAccount/front"
    assert finding.where.field == "spec.template.spec.serviceAccountName"


def test_jobs_need_theirs_too() -> None:
    [finding] = service_account_missing.check(
        app(("serviceAccountName: backend\n          restart", "serviceAccountName: front\n          restart"))
    )

    assert finding.where.object == "CronJob/backend-tidy"


@pytest.mark.parametrize("account", ["default", '""'])
def test_silent_about_the_account_that_every_namespace_has(account: str) -> None:
    assert not list(
        service_account_missing.check(app(("serviceAccountName: backend", f"serviceAccountName: {account}")))
    )


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(("serviceAccountName: backend", "serviceAccountName: front"))

    assert absent(service_account_missing, plain) == ["ServiceAccount/front"] * 2
