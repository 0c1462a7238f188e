"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.jobs import wrong_restart_policy
from tests.plainsail.checks.planted_objects import cron_job, examined, job, made, pod_spec, told, workload


@pytest.mark.parametrize("make", [job, cron_job])
def test_job_that_restarts_always(make: Any) -> None:
    kind = "Job" if make is job else "CronJob"

    [left_out] = wrong_restart_policy.check(examined(make(pod_spec())))
    [said] = wrong_restart_policy.check(examined(make(pod_spec(restartPolicy="Always"))))

    assert left_out.message == (f"restartPolicy is left out, which means Always; a {kind} takes Never or OnFailure")
    assert said.message == f"restartPolicy is Always; a {kind} takes Never or OnFailure"


def test_setting_of_a_cron_job() -> None:
    [finding] = wrong_restart_policy.check(examined(cron_job(pod_spec())))

    assert finding.where.field == "spec.jobTemplate.spec.template.spec.restartPolicy"


@pytest.mark.parametrize("kind", ["Deployment", "DaemonSet"])
def test_service_that_does_not_restart(kind: str) -> None:
    [(_, message)] = told(wrong_restart_policy.check(examined(workload(kind, pod_spec(restartPolicy="Never")))))

    assert message == f"restartPolicy is Never; a {kind} takes Always alone"


def test_silent_where_policy_and_kind_agree() -> None:
    bare = made("Pod", spec=pod_spec(restartPolicy="Never"))
    documents = job(), cron_job(pod_spec(restartPolicy="OnFailure")), workload(), bare

    assert not told(wrong_restart_policy.check(examined(*documents)))
