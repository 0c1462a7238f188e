"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.jobs import time_zone_sign_reversed
from tests.plainsail.checks.planted_objects import container, cron_job, examined, pod_spec, workload


def test_behind_where_people_think_ahead() -> None:
    [finding] = time_zone_sign_reversed.check(examined(cron_job(timeZone="Etc/GMT+2")))

    assert finding.message == ("Etc/GMT+2 is 2 h behind UTC; Etc/GMT-2 is the other side, a city knows summer time too")


def test_the_zone_of_a_container() -> None:
    pod = pod_spec(container(env=[{"name": "TZ", "value": "Etc/GMT-3"}]))

    assert len(list(time_zone_sign_reversed.check(examined(workload(pod=pod))))) == 1


@pytest.mark.parametrize("zone", ["Etc/GMT", "Etc/GMT+0", "Europe/Paris", "Etc/UTC"])
def test_silent_on_zones_without_a_sign(zone: str) -> None:
    assert not list(time_zone_sign_reversed.check(examined(cron_job(timeZone=zone))))
