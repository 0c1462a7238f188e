"""A role may give itself more than it has: by escalating, impersonating, reading every Secret, or entering pods.

Why: whoever holds it can become whoever else is in the cluster.
Fix: take the verb out, or name the objects (`resourceNames`), or grant it in one namespace.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.rbac import Rule, rules_of

SEVERITY: Severity = "info"

_RBAC = "rbac.authorization.k8s.io"
_READING = ("get", "list", "watch")
_EVERYWHERE: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("", "secrets", _READING, "may read every Secret of the cluster"),
    ("", "pods/exec", ("create", "get"), "may enter every container of the cluster"),
    ("", "nodes/proxy", ("create", "get"), "may ask every kubelet to run commands"),
    ("", "serviceaccounts/token", ("create",), "may make a token of every ServiceAccount"),
)
_ANYWHERE: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (_RBAC, "clusterroles", ("escalate",), "may write roles that grant more than it has"),
    (_RBAC, "roles", ("escalate",), "may write roles that grant more than it has"),
    (_RBAC, "clusterroles", ("bind",), "may bind any role, cluster-admin included"),
    ("", "users", ("impersonate",), "may act as any user"),
    ("", "groups", ("impersonate",), "may act as a member of any group"),
    ("", "serviceaccounts", ("impersonate",), "may act as any ServiceAccount"),
)


def check(manifests: Manifests) -> Iterator[Finding]:
    for role in manifests.of("ClusterRole", "Role"):
        told: set[str] = set()
        wide = role.kind == "ClusterRole"
        for rule in rules_of(role):
            if rule.named or rule.is_everything:
                continue  # who may do everything is another check's matter
            for message in _powers(rule, wide=wide):
                if message not in told:
                    told.add(message)
                    yield Finding(role.where(f"rules[{rule.index}]"), message)


def _powers(rule: Rule, *, wide: bool) -> Iterator[str]:
    for group, resource, verbs, message in (*_ANYWHERE, *(_EVERYWHERE if wide else ())):
        if rule.allows(group, resource, *verbs):
            yield message
