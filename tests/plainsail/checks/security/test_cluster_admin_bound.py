"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.security import cluster_admin_bound
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

ROLE = """
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: mighty}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
"""
ACCOUNT = "{kind: ServiceAccount, name: shop, namespace: shop}"


def _bound(
    subject: str, role: str = "cluster-admin", kind: str = "ClusterRoleBinding", *, ours: bool = True
) -> Manifests:
    text = f"""
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {kind}
metadata: {{name: shop{", namespace: shop" if kind == "RoleBinding" else ""}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {role}}}
subjects: [{subject}]
{ROLE}"""
    return manifests(text) if ours else manifests(text, environment=None, app=None)


@pytest.mark.parametrize(
    ("subject", "role", "message", "severity"),
    [
        (ACCOUNT, "cluster-admin", "ServiceAccount/shop may do everything in the whole cluster", None),
        (ACCOUNT, "mighty", "ServiceAccount/shop may do everything in the whole cluster", None),
        (
            "{kind: ServiceAccount, name: default, namespace: shop}",
            "cluster-admin",
            "every pod of shop that names no account may do everything in the whole cluster",
            "error",
        ),
        (
            "{kind: Group, name: 'system:unauthenticated'}",
            "cluster-admin",
            "system:unauthenticated, which is everybody, may do everything in the whole cluster",
            "error",
        ),
        (
            "{kind: User, name: 'system:anonymous'}",
            "edit",
            "system:anonymous, which is everybody, may do what edit may in the whole cluster",
            "error",
        ),
        ("{kind: Group, name: admins}", "cluster-admin", "Group admins may do everything in the whole cluster", "info"),
    ],
)
def test_who_may_do_everything(subject: str, role: str, message: str, severity: str | None) -> None:
    [finding] = cluster_admin_bound.check(_bound(subject, role))

    assert (finding.message, finding.severity) == (message, severity)


def test_in_one_namespace() -> None:
    [finding] = cluster_admin_bound.check(_bound(ACCOUNT, kind="RoleBinding"))

    assert (finding.message, finding.severity) == ("ServiceAccount/shop may do everything in shop", "info")


def test_somebodys_tools_may_need_it() -> None:
    [finding] = cluster_admin_bound.check(_bound(ACCOUNT, ours=False))

    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        (ACCOUNT, "view"),
        ("{kind: Group, name: 'system:masters'}", "cluster-admin"),
        ("{kind: Group, name: 'system:authenticated'}", "system:basic-user"),
    ],
)
def test_silent_about_narrow_roles(subject: str, role: str) -> None:
    assert not list(cluster_admin_bound.check(_bound(subject, role)))
