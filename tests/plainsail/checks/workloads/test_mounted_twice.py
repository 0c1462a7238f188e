"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import mounted_twice
from tests.plainsail.checks.planted_app import app


def test_two_volumes_at_one_path() -> None:
    [finding] = mounted_twice.check(app(("mountPath: /etc/php/app.ini", "mountPath: /tmp")))

    assert finding.message == "/tmp is mounted 2 times"
    assert finding.where.field == "spec.template.spec.containers[app].volumeMounts"


def test_silent_about_one_path_in_two_containers() -> None:
    assert not list(mounted_twice.check(app()))
