"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.security import role_may_escalate
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests


def _role(rule: str, kind: str = "ClusterRole") -> Manifests:
    return manifests(f"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: {kind}
        metadata: {{name: shop}}
        rules: [{rule}]
        """)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('{apiGroups: [""], resources: [secrets], verbs: [list]}', "may read every Secret of the cluster"),
        ('{apiGroups: [""], resources: ["pods/exec"], verbs: [create]}', "may enter every container of the cluster"),
        (
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}",
            "may bind any role, cluster-admin included",
        ),
        ('{apiGroups: [""], resources: [users], verbs: [impersonate]}', "may act as any user"),
        (
            '{apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["*"]}',
            "may make a token of every ServiceAccount",
        ),
    ],
)
def test_a_power(rule: str, message: str) -> None:
    [finding] = role_may_escalate.check(_role(rule))

    assert finding.message == message


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ('{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [shop]}', "ClusterRole"),
        ('{apiGroups: [""], resources: [secrets], verbs: [get]}', "Role"),
        ('{apiGroups: [""], resources: [secrets], verbs: [create]}', "ClusterRole"),
        ('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}', "ClusterRole"),
        ('{apiGroups: [""], resources: [pods], verbs: ["*"]}', "ClusterRole"),
        ("{nonResourceURLs: [/metrics], verbs: [get]}", "ClusterRole"),
    ],
)
def test_silent_about_the_narrow(rule: str, kind: str) -> None:
    assert not list(role_may_escalate.check(_role(rule, kind)))
