"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import env_from_secret
from tests.plainsail.checks.planted_app import app, foreign

WHOLE = ("command: [php, bin/console]", "envFrom: [{secretRef: {name: backend}}]")


def test_a_whole_secret() -> None:
    [finding] = env_from_secret.check(app(WHOLE))

    assert finding.message == "takes whatever Secret/backend holds; nobody misses a key that is not there"
    assert finding.where.field == "spec.template.spec.containers[app].envFrom[backend].secretRef"
    assert finding.severity is None


def test_only_info_in_plain_yaml() -> None:
    assert [finding.severity for finding in env_from_secret.check(foreign(WHOLE))] == ["info"]


def test_silent_about_a_whole_config_map() -> None:
    assert not list(
        env_from_secret.check(app(("command: [php, bin/console]", "envFrom: [{configMapRef: {name: backend-php}}]")))
    )
