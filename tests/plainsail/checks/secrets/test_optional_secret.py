"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import optional_secret
from tests.plainsail.checks.planted_app import app, foreign

OPTIONAL = ("key: API_SECRET}", "key: API_SECRET, optional: true}")


def test_a_variable_that_nobody_insists_on() -> None:
    [finding] = optional_secret.check(app(OPTIONAL))

    assert finding.message == "the pod starts without key API_SECRET of Secret/backend, and nobody is told"
    assert finding.where.field == "spec.template.spec.containers[app].env[API_SECRET].valueFrom.secretKeyRef"
    assert finding.severity is None


def test_only_info_in_plain_yaml() -> None:
    assert [finding.severity for finding in optional_secret.check(foreign(OPTIONAL))] == ["info"]


def test_silent_about_an_optional_config_map() -> None:
    assert not list(optional_secret.check(app(("key: LOCALE}", "key: LOCALE, optional: true}"))))
