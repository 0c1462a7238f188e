"""A pod gets a token for the Kubernetes API that nobody asked for.

Why: whoever breaks into the app may talk to the cluster as it.
Fix: set `automountServiceAccountToken: false` on the pod or its ServiceAccount; an app that calls the API sets true.
"""

from collections.abc import Hashable, Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mappings
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    bound = _bound(manifests)
    for pod in manifests.pods():
        account = pod.spec.get("serviceAccountName", "default")
        service_account = manifests.sibling(pod.resource, "ServiceAccount", account)
        on_account = service_account.document.get("automountServiceAccountToken") if service_account else None
        if (
            "automountServiceAccountToken" in pod.spec
            or on_account is not None
            # A role is bound to the account, which then is there to call the API.
            or bound & {(pod.resource.environment, pod.resource.namespace, account), account}
        ):
            continue
        yield Finding(
            pod.where("automountServiceAccountToken"),
            f"the token of ServiceAccount/{account} is mounted by default",
            severity=None if pod.resource.environment else "info",
        )


def _bound(manifests: Manifests) -> set[Hashable]:
    """The accounts that roles are bound to: by environment, namespace and name, or everywhere by name."""
    return {
        (binding.environment, binding.namespace, subject["name"]) if binding.is_a("RoleBinding") else subject["name"]
        for binding in manifests.of("RoleBinding", "ClusterRoleBinding")
        for subject in mappings(binding.document, "subjects")
        if subject["kind"] == "ServiceAccount"
    }
