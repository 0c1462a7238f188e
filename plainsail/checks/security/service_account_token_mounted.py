"""A pod gets a token for the Kubernetes API that nobody asked for.

Why: whoever breaks into the app may talk to the cluster as it.
Fix: set `automountServiceAccountToken: false` on the pod or its ServiceAccount; an app that calls the API sets true.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        account = pod.spec.get("serviceAccountName", "default")
        service_account = manifests.sibling(pod.resource, "ServiceAccount", account)
        on_account = service_account.document.get("automountServiceAccountToken") if service_account else None
        if (
            "automountServiceAccountToken" in pod.spec
            or on_account is not None
            or _may_anything(manifests, pod, account)
        ):
            continue
        yield Finding(
            pod.where("automountServiceAccountToken"),
            f"the token of ServiceAccount/{account} is mounted by default",
            severity=None if pod.resource.environment else "info",
        )


def _may_anything(manifests: Manifests, pod: Pod, account: str) -> bool:
    """Whether a role is bound to the account, which then is there to call the API."""
    for binding in (*manifests.siblings(pod.resource, "RoleBinding"), *manifests.of("ClusterRoleBinding")):
        for subject in binding.document.get("subjects", []):
            if subject["kind"] == "ServiceAccount" and subject["name"] == account:
                return True
    return False
