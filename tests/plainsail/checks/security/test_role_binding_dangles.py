"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.security import role_binding_dangles
from tests.plainsail.checks.planted_app import app, foreign

BINDING = """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: backend-ENV}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: backend-ENV}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ROLE}
subjects: [{kind: ServiceAccount, name: ACCOUNT}]
"""


def _binding(role: str = "reader", account: str = "backend") -> str:
    return BINDING.replace("ROLE", role).replace("ACCOUNT", account)


def test_a_role_that_is_not_there() -> None:
    [finding] = role_binding_dangles.check(app(more=_binding(role="writer")))

    assert finding.message == "there is no Role/writer"
    assert finding.where.field == "roleRef"


def test_an_account_that_is_not_there() -> None:
    [finding] = role_binding_dangles.check(app(more=_binding(account="front")))

    assert finding.message == "there is no ServiceAccount/front in backend-staging"
    assert finding.where.field == "subjects[ServiceAccount/front]"


def test_silent_when_both_are_there() -> None:
    assert not list(role_binding_dangles.check(app(more=_binding())))


def test_silent_about_plain_yaml_that_binds_what_is_made_elsewhere() -> None:
    assert not list(role_binding_dangles.check(foreign(more=_binding(role="writer", account="front"))))


def test_what_the_api_server_refuses_in_a_cluster_role_binding() -> None:
    cluster = _binding().replace("kind: RoleBinding", "kind: ClusterRoleBinding")
    messages = [finding.message for finding in role_binding_dangles.check(foreign(more=cluster))]

    assert messages == [
        "names the Role reader; a ClusterRoleBinding can only name a ClusterRole",
        "the ServiceAccount backend needs a namespace; the API server refuses it",
    ]
