"""Applications and AppProjects."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.argo_cd import AppApplication, ClusterObject, Destination, EnvironmentProject
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Retry, SyncPolicy
from tests.constructs_lib.making import chart, rendered


def application(sync_policy: SyncPolicy, *, cluster: str = "in-cluster", **declared: Any) -> list[Document]:
    scope = chart()
    AppApplication(
        scope,
        "It",
        name="shop-test",
        namespace="argocd",
        project="project",
        repository="https://git.example.com/shop.git",
        revision="test",
        path="dist/test/shop",
        destination=Destination(cluster, "shop-test"),
        sync_policy=sync_policy,
        labels={},
        **declared,
    )
    return rendered(scope)


def test_automated(snapshot: SnapshotAssertion) -> None:
    assert application(SyncPolicy()) == snapshot


def test_automated_without_pruning_and_healing(snapshot: SnapshotAssertion) -> None:
    assert application(SyncPolicy(prune=False, self_heal=False, sync_options=["PruneLast=true"])) == snapshot


def test_by_hand_without_retries_and_options(snapshot: SnapshotAssertion) -> None:
    assert application(SyncPolicy(automated=False, retry=None, server_side_apply=False)) == snapshot


def test_retries_and_deletes_what_it_manages(snapshot: SnapshotAssertion) -> None:
    policy = SyncPolicy(retry=Retry(limit=-1, duration="1s", factor=3, max_duration="1h", refresh=False))

    assert application(policy, cascade_delete=True, annotations={"a": "b"}) == snapshot


@pytest.mark.parametrize(("cluster", "field"), [("in-cluster", "name"), ("https://example.com:6443", "server")])
def test_a_cluster_by_name_or_by_address(cluster: str, field: str) -> None:
    [result] = application(SyncPolicy(), cluster=cluster)

    assert result["spec"]["destination"] == {field: cluster, "namespace": "shop-test"}


def test_a_project_allows_every_kind_in_its_namespaces_and_named_objects_outside(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    EnvironmentProject(
        scope,
        "It",
        name="project",
        namespace="argocd",
        description="What dist/test holds",
        repositories=["https://git.example.com/shop.git"],
        destinations=[Destination("in-cluster", "shop-test"), Destination("https://example.com", "mail-test")],
        cluster_objects=[ClusterObject("", "Namespace", "shop-test")],
        labels={"a": "b"},
    )

    assert rendered(scope) == snapshot
