"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.jobs import invalid_job
from tests.plainsail.checks.planted_objects import Document, cron_job, examined, job, pod_spec, told


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (
            {"selector": {"matchLabels": {"a": "b"}}},
            "selector",
            "is the job's own to make, unless manualSelector is true",
        ),
        ({"completionMode": "Indexed", "parallelism": 2}, "completions", "an indexed job needs completions"),
        ({"backoffLimitPerIndex": 1}, "backoffLimitPerIndex", "belongs to completionMode: Indexed"),
    ],
)
def test_contradiction(fields: Document, field: str, message: str) -> None:
    assert told(invalid_job.check(examined(job(**fields)))) == [(f"spec.{field}", message)]


def test_failure_policy_wants_pods_that_stay_dead() -> None:
    document = job(pod_spec(restartPolicy="OnFailure"), podFailurePolicy={"rules": []})

    assert told(invalid_job.check(examined(document))) == [("spec.podFailurePolicy", "needs restartPolicy: Never")]


def test_cron_job_selects_for_itself() -> None:
    document = cron_job()
    document["spec"]["jobTemplate"]["spec"]["manualSelector"] = True

    assert told(invalid_job.check(examined(document))) == [
        ("spec.jobTemplate.spec.manualSelector", "a CronJob's jobs select their own pods")
    ]


def test_silent_on_sound_jobs() -> None:
    documents = (
        job(),
        cron_job(),
        job(completionMode="Indexed", completions=3, parallelism=3, backoffLimitPerIndex=1),
        job(manualSelector=True, selector={}),
        job(completionMode="Indexed"),
    )

    assert not [found for each in documents for found in invalid_job.check(examined(each))]
