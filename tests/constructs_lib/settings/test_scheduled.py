"""What must hold between the settings of an app of jobs alone."""

from __future__ import annotations

import pytest

from constructs_lib.settings import Jobs, NetworkPolicy, Peer, SettingsError
from tests.rendered import environment
from tests.samples.values import LeastJobs, LeastOfAll

NONE = "cron_jobs is empty, and such an app has nothing else to run; name one: {'report': CronJob(...)}"


class Unsaid(LeastOfAll, Jobs):
    """Without any job."""


def test_no_job_at_all() -> None:
    """The class that should name one is to blame where none says anything, and else whoever takes the last away."""
    with pytest.raises(SettingsError) as unsaid:
        environment(Unsaid)
    with pytest.raises(SettingsError) as taken_away:
        environment(LeastJobs, cron_jobs={})

    assert (unsaid.value.message, unsaid.value.path) == (NONE, ())
    assert (taken_away.value.message, taken_away.value.path) == (NONE, ("cron_jobs",))


def test_nobody_is_let_in() -> None:
    with pytest.raises(SettingsError) as error:
        environment(LeastJobs, network_policy=NetworkPolicy(ingress_from=[Peer(cidr="10.0.0.0/8")]))

    assert error.value.message == "ingress_from means nothing to jobs: they listen on no port; take it out"
