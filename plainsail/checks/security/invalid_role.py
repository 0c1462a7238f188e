"""A rule of a role grants nothing, or a binding names a subject in a way that RBAC does not take.

Why: the API server refuses the role or the binding.
Fix: name `apiGroups` and `resources`, or `nonResourceURLs` in a ClusterRole; give a ServiceAccount its namespace and no
`apiGroup`.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_GROUP = "rbac.authorization.k8s.io"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("role")(manifests)
    for role in manifests.of("Role", "ClusterRole"):
        for index, rule in enumerate(role.document.get("rules", [])):
            for message in _of_rule(rule, role.kind):
                yield Finding(role.where(f"rules[{index}]"), message)
    for binding in manifests.of("RoleBinding", "ClusterRoleBinding"):
        if binding.kind == "ClusterRoleBinding" and binding.document["roleRef"]["kind"] == "Role":
            yield Finding(binding.where("roleRef"), "a ClusterRoleBinding takes no Role")
        for index, subject in enumerate(binding.document.get("subjects", [])):
            if wrong := _of_subject(subject, binding.kind):
                yield Finding(binding.where(f"subjects[{index}]"), wrong)


def _of_rule(rule: dict[str, Any], kind: str) -> Iterator[str]:
    if rule.get("nonResourceURLs"):
        if kind == "Role":
            yield "nonResourceURLs belong into a ClusterRole"
        if rule.get("apiGroups") or rule.get("resources"):
            yield "has nonResourceURLs beside resources; make it two rules"
        return
    for field in ("apiGroups", "resources"):
        if not rule.get(field):
            yield f"has no {field}"


def _of_subject(subject: dict[str, Any], kind: str) -> str | None:
    if subject["kind"] != "ServiceAccount":
        wrong = subject.get("apiGroup", _GROUP) not in (_GROUP, "")
        return f"apiGroup is {subject['apiGroup']}; a {subject['kind']} takes {_GROUP}" if wrong else None
    if subject.get("apiGroup"):
        return f"apiGroup is {subject['apiGroup']}; a ServiceAccount takes none"
    if kind == "ClusterRoleBinding" and not subject.get("namespace"):
        return "has no namespace, which a ServiceAccount needs"
    return None
