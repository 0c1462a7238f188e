"""The Namespace and the ServiceAccount."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.namespace import AppNamespace, AppServiceAccount
from constructs_lib.settings import Namespace, ServiceAccount
from tests.constructs_lib.making import IDENTITY, chart, rendered


def namespace(**fields: Any) -> list[Document]:
    scope = chart()
    AppNamespace(scope, "It", identity=IDENTITY, namespace=Namespace("shop-test", **fields), kubernetes_version="1.35")
    return rendered(scope)


def test_restricted(snapshot: SnapshotAssertion) -> None:
    assert namespace() == snapshot


def test_labels_and_annotations_of_its_own(snapshot: SnapshotAssertion) -> None:
    assert namespace(pod_security="baseline", labels={"a": "b"}, annotations={"c": "d"}) == snapshot


def test_deleting_it_may_be_allowed() -> None:
    """What an environment says wins over the cautious default."""
    [result] = namespace(annotations={"argocd.argoproj.io/sync-options": "Prune=true"})

    assert result["metadata"]["annotations"]["argocd.argoproj.io/sync-options"] == "Prune=true"


def test_a_service_account(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    account = ServiceAccount(annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"})
    AppServiceAccount(scope, "It", identity=IDENTITY, account=account)

    assert rendered(scope) == snapshot
