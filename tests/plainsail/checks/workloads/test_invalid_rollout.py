"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import invalid_rollout
from tests.plainsail.checks.planted_objects import examined, told, workload


def test_recreate_that_rolls() -> None:
    document = workload(strategy={"type": "Recreate", "rollingUpdate": {"maxSurge": 1}})

    [finding] = invalid_rollout.check(examined(document))

    assert finding.message == "is Recreate, but has rollingUpdate"


def test_deadline_before_a_pod_counts() -> None:
    document = workload(minReadySeconds=60, progressDeadlineSeconds=60)

    assert told(invalid_rollout.check(examined(document))) == [
        (
            "spec.progressDeadlineSeconds",
            "60 s end before a pod counts as available (minReadySeconds: 60)",
        )
    ]


def test_update_on_delete_that_rolls() -> None:
    document = workload("StatefulSet", updateStrategy={"type": "OnDelete", "rollingUpdate": {"partition": 1}})

    assert told(invalid_rollout.check(examined(document))) == [
        ("spec.updateStrategy", "is OnDelete, but has rollingUpdate")
    ]


def test_silent_on_strategies_by_themselves() -> None:
    documents = (
        workload(strategy={"type": "Recreate", "rollingUpdate": None}, minReadySeconds=10),
        workload("DaemonSet", updateStrategy={"rollingUpdate": {"maxUnavailable": 1}}),
        workload("DaemonSet", updateStrategy={"type": "OnDelete", "rollingUpdate": {"maxSurge": 1}}),
    )

    assert not told(invalid_rollout.check(examined(*documents)))
