"""A RoleBinding names a Role or a ServiceAccount that does not exist, or does so in a way that is refused.

Why: a binding to nothing grants nothing: the first call to the Kubernetes API is forbidden.
Fix: render the Role and the ServiceAccount beside the binding, or correct the names.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    spaces = {(space.environment, space.name) for space in manifests.of("Namespace")}
    for binding in manifests.of("RoleBinding", "ClusterRoleBinding"):
        role = binding.document["roleRef"]
        if binding.kind == "ClusterRoleBinding" and role["kind"] != "ClusterRole":
            message = f"names the {role['kind']} {role['name']}; a ClusterRoleBinding can only name a ClusterRole"
            yield Finding(binding.where("roleRef"), message)
        elif role["kind"] == "Role" and binding.environment and not manifests.sibling(binding, "Role", role["name"]):
            yield Finding(binding.where("roleRef"), f"there is no Role/{role['name']}")
        yield from _subjects(manifests, spaces, binding)


def _subjects(manifests: Manifests, spaces: set[tuple[str | None, str]], binding: Resource) -> Iterator[Finding]:
    for index, subject in enumerate(binding.document.get("subjects", [])):
        if subject["kind"] != "ServiceAccount":
            continue
        name, namespace = subject["name"], subject.get("namespace", binding.namespace)
        message = ""
        if binding.kind == "ClusterRoleBinding" and "namespace" not in subject:
            message = f"the ServiceAccount {name} needs a namespace; the API server refuses it"
        elif (
            binding.environment
            and name != "default"
            and ((binding.environment, namespace) in spaces or namespace == binding.namespace)
            and not manifests.sibling(binding, "ServiceAccount", name, namespace=namespace)
        ):
            message = f"there is no ServiceAccount/{name} in {namespace}"
        if message:
            yield Finding(binding.where("subjects", index), message)
