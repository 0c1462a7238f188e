"""The rules of the module of the same name; more of them are shown at `invalid-role`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

API = "rbac.authorization.k8s.io/v1"
ROLE = {"kind": "ClusterRole", "name": "view"}


def binding(*subjects: Document, kind: str = "RoleBinding", **reference: Any) -> Document:
    return made(kind, API, roleRef=ROLE | reference, subjects=list(subjects))


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (binding(name=""), "roleRef.name", "empty"),
        (binding(name="a/b"), "roleRef.name", "holds '/'"),
        (binding(apiGroup="apps"), "roleRef.apiGroup", "is none of rbac.authorization.k8s.io"),
        (binding({"kind": "User", "name": ""}), "subjects[User].name", "is empty"),
        (
            binding({"kind": "ServiceAccount", "name": "A_b"}),
            "subjects[ServiceAccount/A_b].name",
            "no name of a Service",
        ),
        (
            made("ClusterRole", API, aggregationRule={"clusterRoleSelectors": []}),
            "aggregationRule.clusterRoleSelectors",
            "is empty",
        ),
        (
            made("ClusterRole", API, rules=[{"verbs": ["get"], "nonResourceURLs": ["/a"], "resourceNames": ["a"]}]),
            "rules[0]",
            "has nonResourceURLs beside resources; make it two rules",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        binding({"kind": "User", "name": "jane doe", "namespace": "any"}),
        binding({"kind": "ServiceAccount", "name": "a.b"}, apiGroup=""),
        binding({"kind": "Group", "name": "system:masters", "apiGroup": "rbac.authorization.k8s.io"}),
        made("ClusterRole", API, aggregationRule={"clusterRoleSelectors": [{}]}),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []
