"""A RoleBinding names a Role or a ServiceAccount that does not exist.

Why: a binding to nothing grants nothing: the first call to the Kubernetes API is forbidden.
Fix: render the Role and the ServiceAccount beside the binding, or correct the names.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_OF_EVERY_CLUSTER = (("kube-system", "extension-apiserver-authentication-reader"),)
"""Roles that the API server makes itself, for others to bind."""


def check(manifests: Manifests) -> Iterator[Finding]:
    spaces = {(space.environment, space.name) for space in manifests.of("Namespace")}
    for binding in manifests.of("RoleBinding", "ClusterRoleBinding"):
        role = binding.document["roleRef"]
        # Another check tells of a ClusterRoleBinding that names a Role: the API server refuses it.
        is_own = binding.kind == "RoleBinding" and role["kind"] == "Role"
        is_known = (binding.namespace, role["name"]) in _OF_EVERY_CLUSTER
        if is_own and not is_known and not manifests.sibling(binding, "Role", role["name"]):
            what, where = f"Role/{role['name']}", binding.where("roleRef")
            yield from absence(manifests, binding, where, f"there is no {what}", what=what)
        yield from _subjects(manifests, spaces, binding)


def _subjects(manifests: Manifests, spaces: set[tuple[str | None, str]], binding: Resource) -> Iterator[Finding]:
    for index, subject in enumerate(binding.document.get("subjects", [])):
        if subject["kind"] != "ServiceAccount":
            continue
        name, own = subject["name"], binding.namespace if binding.kind == "RoleBinding" else None
        namespace = subject.get("namespace", own)
        if (
            namespace is not None
            and name != "default"
            and ((binding.environment, namespace) in spaces or namespace == binding.namespace)
            and not manifests.sibling(binding, "ServiceAccount", name, namespace=namespace)
        ):
            what, where = f"ServiceAccount/{name}", binding.where("subjects", index)
            if namespace != own:
                what = f"{what} in {namespace}"
            message = f"there is no ServiceAccount/{name} in {namespace}"
            yield from absence(manifests, binding, where, message, what=what)
