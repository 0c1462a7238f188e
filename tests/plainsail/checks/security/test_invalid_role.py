"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.security import invalid_role
from tests.plainsail.checks.planted_objects import Document, examined, made, told

API = "rbac.authorization.k8s.io/v1"
READ = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}


@pytest.mark.parametrize(
    ("kind", "rule", "message"),
    [
        ("Role", {"verbs": ["get"], "resources": ["pods"]}, "has no apiGroups"),
        ("Role", {"verbs": ["get"], "apiGroups": [""]}, "has no resources"),
        ("Role", {"verbs": ["get"], "nonResourceURLs": ["/metrics"]}, "nonResourceURLs belong into a ClusterRole"),
        (
            "ClusterRole",
            READ | {"nonResourceURLs": ["/metrics"]},
            "has nonResourceURLs beside resources; make it two rules",
        ),
    ],
)
def test_rule(kind: str, rule: Document, message: str) -> None:
    assert told(invalid_role.check(examined(made(kind, API, rules=[rule])))) == [("rules[0]", message)]


def _binding(kind: str, subject: Document, role: str = "ClusterRole") -> Document:
    reference = {"apiGroup": "rbac.authorization.k8s.io", "kind": role, "name": "view"}
    return made(kind, API, roleRef=reference, subjects=[subject])


ACCOUNT = {"kind": "ServiceAccount", "name": "backend"}


def test_service_account_without_its_namespace() -> None:
    assert told(invalid_role.check(examined(_binding("ClusterRoleBinding", ACCOUNT)))) == [
        ("subjects[ServiceAccount/backend]", "has no namespace, which a ServiceAccount needs")
    ]


def test_service_account_with_a_group() -> None:
    document = _binding("RoleBinding", ACCOUNT | {"apiGroup": "rbac.authorization.k8s.io"})

    assert told(invalid_role.check(examined(document))) == [
        ("subjects[ServiceAccount/backend]", "apiGroup is rbac.authorization.k8s.io; a ServiceAccount takes none")
    ]


def test_role_for_the_whole_cluster() -> None:
    document = _binding("ClusterRoleBinding", ACCOUNT | {"namespace": "a"}, role="Role")

    assert told(invalid_role.check(examined(document))) == [("roleRef", "a ClusterRoleBinding takes no Role")]


def test_silent_on_roles_and_bindings() -> None:
    documents = (
        made("ClusterRole", API, rules=[READ, {"nonResourceURLs": ["/metrics"], "verbs": ["get"]}]),
        made("ClusterRole", API, name="all", aggregationRule={"clusterRoleSelectors": []}),
        _binding("ClusterRoleBinding", ACCOUNT | {"namespace": "a"}),
        _binding("RoleBinding", {"kind": "User", "name": "jane", "apiGroup": "rbac.authorization.k8s.io"}, role="Role"),
        _binding("RoleBinding", ACCOUNT),
        _binding("RoleBinding", ACCOUNT) | {"roleRef": {"kind": "ClusterRole", "name": "view"}},
    )

    assert not told(invalid_role.check(examined(*documents, environment=None, app=None)))
