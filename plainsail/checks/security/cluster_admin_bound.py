"""Somebody may do everything: a binding to cluster-admin, or to a role of `*` on `*`.

Bound to everybody, or to the `default` ServiceAccount, which every pod has that names none, it is an error. In
somebody's YAML, where tools such as Argo CD or Flux need it, it is information.

Why: whoever gets into one pod of it, or at one token, owns the cluster.
Fix: bind a role with what is needed, in the namespaces where it is needed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.rbac import EVERYBODY, rules_of
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"
MEANS: Meaning = "unsafe"

_ADMIN = "cluster-admin"
_BROAD = (_ADMIN, "admin", "edit")


def check(manifests: Manifests) -> Iterator[Finding]:
    mighty = {
        (role.environment, role.kind, role.name)
        for role in manifests.of("ClusterRole", "Role")
        if any(rule.is_everything and not rule.named for rule in rules_of(role))
    }
    for binding in manifests.of("ClusterRoleBinding", "RoleBinding"):
        kind, name = text(binding.document, "roleRef", "kind"), text(binding.document, "roleRef", "name")
        is_mighty = name == _ADMIN or (binding.environment, kind, name) in mighty
        for index, subject in enumerate(binding.document.get("subjects", [])):
            if problem := _problem(binding, subject, name, is_mighty=is_mighty):
                message, severity = problem
                yield Finding(binding.where("subjects", index), message, severity=severity)


def _problem(
    binding: Resource, subject: Mapping[str, Any], role: str, *, is_mighty: bool
) -> tuple[str, Severity | None] | None:
    kind, name = text(subject, "kind"), text(subject, "name")
    space = f"in {binding.namespace or 'its namespace'}" if binding.kind == "RoleBinding" else "in the whole cluster"
    can = f"may do {'everything' if is_mighty else f'what {role} may'} {space}"
    if kind != "ServiceAccount" and name in EVERYBODY and (is_mighty or role in _BROAD):
        return f"{name}, which is everybody, {can}", "error"
    if not is_mighty or name == "system:masters":
        return None
    if kind != "ServiceAccount":
        return f"{kind} {name} {can}", "info"
    if name == "default":
        home = text(subject, "namespace") or binding.namespace
        return f"every pod of {home} that names no account {can}", "error"
    grave = binding.is_ours and binding.kind == "ClusterRoleBinding"
    return f"ServiceAccount/{name} {can}", None if grave else "info"
