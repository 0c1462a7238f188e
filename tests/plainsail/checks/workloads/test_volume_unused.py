"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import volume_unused
from tests.plainsail.checks.planted_app import app


def test_a_volume_for_nobody() -> None:
    [finding] = volume_unused.check(
        app(("- {name: tmp, emptyDir: {}}", "- {name: tmp, emptyDir: {}}\n      - {name: old, emptyDir: {}}"))
    )

    assert finding.message == "no container mounts it"
    assert finding.where.field == "spec.template.spec.volumes[old]"


def test_silent_when_only_an_init_container_mounts_it() -> None:
    only_there = ("        - {name: tmp, mountPath: /tmp}\n        - {name: php", "        - {name: php")

    assert not list(volume_unused.check(app(only_there)))
