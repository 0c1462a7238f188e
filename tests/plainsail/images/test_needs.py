"""What a test of an image must know of its pods besides flags: jobs, and memory."""

from __future__ import annotations

import pytest

from plainsail.images.needs import Job, Memory, cron_jobs, memory
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, workload

MEBIBYTE = 2**20


def test_a_job_is_named_as_the_settings_name_it() -> None:
    tree = manifests(workload("CronJob", name="backend-initiate-calls"), workload())

    assert list(cron_jobs(tree, "backend")) == [Job("initiate-calls", "CronJob/backend-initiate-calls", None)]


def test_a_job_that_another_image_does_is_none_of_it() -> None:
    tree = manifests(workload("CronJob", name="backend-x", pod={"containers": [container(name="proxy")]}))

    assert list(cron_jobs(tree, "backend")) == []


def test_when_kubernetes_would_end_a_job() -> None:
    tree = manifests(workload("CronJob", name="backend-x", pod={"activeDeadlineSeconds": 60}))

    assert [job.deadline_seconds for job in cron_jobs(tree, "backend")] == [60]


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ({}, Memory(None, None)),
        ({"requests": {"memory": "64Mi"}}, Memory(64 * MEBIBYTE, None)),
        ({"limits": {"memory": "1Gi", "cpu": "1"}}, Memory(None, 1024 * MEBIBYTE)),
    ],
)
def test_what_is_said_of_memory(resources: dict[str, dict[str, str]], expected: Memory) -> None:
    [app] = manifests(workload(resources=resources)).containers()

    assert memory(app) == expected
