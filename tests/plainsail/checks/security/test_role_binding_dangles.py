"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.security import role_binding_dangles
from tests.plainsail.checks.planted import absent
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


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(more=_binding(role="writer", account="front"))

    assert absent(role_binding_dangles, plain) == ["Role/writer", "ServiceAccount/front"]


def test_silent_about_what_the_api_server_refuses_in_a_cluster_role_binding() -> None:
    """That is another check's matter: one defect is told once."""
    cluster = _binding().replace("kind: RoleBinding", "kind: ClusterRoleBinding")

    assert not list(role_binding_dangles.check(foreign(more=cluster)))


def test_silent_about_a_role_that_every_cluster_has() -> None:
    reader = (
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: kube-system}\n"
        "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: extension-apiserver-authentication-reader}\n"
        "subjects: [{kind: ServiceAccount, name: default, namespace: kube-system}]\n"
    )

    assert not list(role_binding_dangles.check(app(more=f"\n{reader}")))
