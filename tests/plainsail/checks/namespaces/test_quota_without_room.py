"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.namespaces import quota_without_room
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, container, cron_job, examined, made, pod_spec, workload


def quota(memory: str) -> Document:
    return made("ResourceQuota", name="quota", spec={"hard": {"limits.memory": memory}})


def pod(**fields: Any) -> Document:
    return pod_spec(container(resources={"limits": {"memory": "512Mi"}}), **fields)


def deployment(**fields: Any) -> Document:
    return workload(pod=pod(), **fields)


def autoscaler(most: int) -> Document:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "backend"}
    return made("HorizontalPodAutoscaler", "autoscaling/v2", spec={"maxReplicas": most, "scaleTargetRef": target})


def findings(*documents: Document) -> list[Finding]:
    return list(quota_without_room.check(examined(*documents)))


def test_a_rollout_without_room_for_one_pod_more() -> None:
    [finding] = findings(quota("512Mi"), deployment(), autoscaler(3))

    assert finding.severity is None
    assert finding.where.field == "spec.strategy"
    assert finding.message == (
        "one pod and a new one in a rollout need limits.memory 1Gi, 3 pods 1.5Gi; "
        "ResourceQuota/quota allows 512Mi: no rollout ever ends"
    )


@pytest.mark.parametrize(
    "strategy",
    [
        {"type": "Recreate"},
        {"rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0}},
        {"rollingUpdate": {"maxUnavailable": "100%"}},
    ],
    ids=["all at once", "one goes first", "all may go"],
)
def test_silent_where_the_old_pod_goes_first(strategy: Document) -> None:
    assert not findings(quota("512Mi"), deployment(strategy=strategy))


def test_a_stateful_set_takes_its_pod_away_first() -> None:
    assert not findings(quota("512Mi"), workload("StatefulSet", pod(), serviceName="backend"))


def test_silent_where_there_is_room() -> None:
    assert not findings(quota("1Gi"), deployment())


def test_what_others_use_counts() -> None:
    other = made("Deployment", "apps/v1", "other", spec=deployment(strategy={"type": "Recreate"})["spec"])
    [finding] = findings(quota("1Gi"), deployment(), other)

    assert finding.message.startswith(
        "one pod and a new one in a rollout need limits.memory 1.5Gi (512Mi of them elsewhere)"
    )


def test_an_autoscaler_that_may_not_make_all_its_pods() -> None:
    [finding] = findings(quota("1Gi"), deployment(), autoscaler(3))

    assert finding.severity == "warning"
    assert finding.message == (
        "3 pods, the autoscaler's most, need limits.memory 1.5Gi; ResourceQuota/quota allows 1Gi"
    )


def test_a_rollout_at_the_autoscaler_s_most() -> None:
    [finding] = findings(quota("1.5Gi"), deployment(), autoscaler(3))

    assert finding.severity == "warning"
    assert finding.message.endswith("such a rollout never ends")


def test_a_job_that_finds_no_room() -> None:
    [finding] = findings(
        quota("768Mi"), deployment(strategy={"type": "Recreate"}), cron_job(pod(restartPolicy="Never"))
    )

    assert finding.severity is None
    assert finding.message == (
        "its pod needs limits.memory 512Mi; ResourceQuota/quota allows 768Mi, of which 512Mi are always in use: "
        "it never runs"
    )


def test_silent_about_a_job_that_is_suspended() -> None:
    job = cron_job(pod(restartPolicy="Never"), suspend=True)

    assert not findings(quota("768Mi"), deployment(strategy={"type": "Recreate"}), job)


def test_silent_where_another_check_says_that_not_one_pod_fits() -> None:
    assert not findings(quota("256Mi"), deployment(), autoscaler(3))
