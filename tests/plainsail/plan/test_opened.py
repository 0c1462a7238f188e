"""What objects other than workloads open."""

from __future__ import annotations

from plainsail.plan.opened import opened
from tests.plainsail.plan.planted import change, deployment, manifest


def test_what_opens_and_where() -> None:
    before, after = (manifest("Service", {"type": kind}) for kind in ("ClusterIP", "NodePort"))

    assert list(opened(change(before, after))) == [
        ("it can be reached from outside the cluster (NodePort)", ("spec", "type"))
    ]


def test_a_kind_of_another_group_is_not_judged() -> None:
    before, after = (
        manifest("Service", {"type": kind}, api="serving.knative.dev/v1") for kind in ("ClusterIP", "NodePort")
    )

    assert list(opened(change(before, after))) == []


def test_workloads_are_judged_by_their_pods() -> None:
    assert list(opened(change(deployment(), deployment(replicas=2)))) == []
