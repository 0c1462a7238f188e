"""What pods of a StatefulSet kept outlives them, or goes with them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import (
    application,
    autoscaler,
    files,
    findings,
    in_argocd,
    remaining,
    stateful_set,
    told,
)

NAME = "claims"
PRUNING = in_argocd(application({"automated": {"prune": True}})) | remaining()
LOST = "what they held is lost, unless the reclaim policy of their volumes is Retain"


def keeping(*claims: str, **spec: Any) -> str:
    return stateful_set(claims=dict.fromkeys(claims or ("data",), "1Gi"), **spec)


def retention(**policy: str) -> dict[str, Any]:
    return {"persistentVolumeClaimRetentionPolicy": policy}


def test_claims_stay_when_the_app_goes() -> None:
    [finding] = findings(NAME, files(keeping(replicas=2)) | PRUNING, PRUNING)

    assert (
        finding.message
        == "PersistentVolumeClaims data-backend-0, data-backend-1 stay in the cluster, with all that the pods wrote"
    )
    assert finding.fix == "delete by hand what nobody needs any more"
    assert finding.severity is None


def test_claims_go_with_the_app_where_it_says_so() -> None:
    [finding] = findings(NAME, files(keeping(**retention(whenDeleted="Delete"))) | PRUNING, PRUNING)

    assert finding.message == f"PersistentVolumeClaim data-backend-0 goes with the pods (whenDeleted: Delete): {LOST}"
    assert finding.severity == "error"


def test_what_is_not_pruned_keeps_its_pods() -> None:
    manual = in_argocd(application({"automated": {"prune": False}})) | remaining()

    assert told(NAME, files(keeping()) | manual, manual) == []


@pytest.mark.parametrize(
    ("before", "after", "claims"),
    [
        ({"replicas": 3}, {"replicas": 1}, "PersistentVolumeClaims data-backend-1, data-backend-2 stay"),
        ({"replicas": 2}, {}, "PersistentVolumeClaim data-backend-1 stays"),
        ({"replicas": 2}, {"replicas": 2, "ordinals": {"start": 1}}, "PersistentVolumeClaim data-backend-0 stays"),
        (
            {"replicas": 9},
            {"replicas": 0},
            "PersistentVolumeClaims data-backend-0, data-backend-1, data-backend-2 and 6 more stay",
        ),
    ],
    ids=["fewer", "one where nothing is said", "other numbers", "many"],
)
def test_claims_of_pods_that_go(before: dict[str, Any], after: dict[str, Any], claims: str) -> None:
    assert told(NAME, keeping(**before), keeping(**after)) == [f"{claims} in the cluster, with all that the pods wrote"]


def test_claims_go_with_replicas_where_it_says_so() -> None:
    """The policy of the same change counts."""
    after = keeping(replicas=1, **retention(whenScaled="Delete"))

    lost, later = findings(NAME, files(keeping(replicas=2)), files(after))

    assert lost.message == f"PersistentVolumeClaim data-backend-1 goes with the pods (whenScaled: Delete): {LOST}"
    assert (lost.severity, lost.causes[0].where.field) == ("error", "spec.replicas")
    assert later.message == "from now on, claims are deleted when there are fewer replicas (whenScaled: Delete)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"replicas": 1}, {"replicas": 2}),
        ({"replicas": 2, "minReadySeconds": 1}, {"replicas": 2}),
        (retention(whenDeleted="Delete"), retention(whenDeleted="Retain")),
    ],
    ids=["more", "as many", "kept from now on"],
)
def test_nothing_is_left_and_nothing_lost(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert told(NAME, keeping(**before), keeping(**after)) == []


def test_the_number_is_the_autoscaler_s() -> None:
    target = {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "backend"}}
    scaled = files(keeping(), autoscaler(2, 5, **target))

    assert told(NAME, files(keeping(replicas=3)), scaled) == []


def test_pods_that_keep_nothing_leave_nothing() -> None:
    assert told(NAME, stateful_set(replicas=2), stateful_set(replicas=1)) == []
