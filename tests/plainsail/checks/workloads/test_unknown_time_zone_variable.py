"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import unknown_time_zone_variable
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, told, workload


def found(zone: str) -> list[tuple[str, str]]:
    pod = pod_spec(container(env=[{"name": "TZ", "value": zone}]))
    return told(unknown_time_zone_variable.check(examined(workload(pod=pod))))


def test_a_misspelt_zone_is_utc() -> None:
    assert found("Europe/Pariss") == [
        (
            "spec.template.spec.containers[app].env[TZ].value",
            "'Europe/Pariss' is no time zone, and counts as UTC; did you mean 'Europe/Paris'?",
        )
    ]
    assert len(found("europe/paris")) == 1


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "UTC", "Etc/GMT+2", "CET-1CEST,M3.5.0,M10.5.0/3", ":/etc/localtime", "posix/Europe/Paris"]
)
def test_silent_on_zones_rules_and_files(zone: str) -> None:
    assert not found(zone)
