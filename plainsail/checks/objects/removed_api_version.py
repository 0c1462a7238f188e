"""An object's API version is gone, or will be within two minor versions of Kubernetes.

Why: the upgrade of the cluster breaks the next sync.
Fix: move to the API version that the message names; its fields may differ.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.api_versions import removal_of
from plainsail.schemas.versions import minor_of

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_AHEAD = 2


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in (*manifests.resources, *manifests.unsound):
        api_version = resource.document["apiVersion"]
        removal = removal_of(api_version, resource.kind)
        if removal is None:
            continue
        ahead = removal.minor - minor_of(resource.kubernetes_version)
        message = f"{api_version} is not served from Kubernetes 1.{removal.minor} on; use {removal.successor}"
        if ahead <= 0:
            yield Finding(resource.where("apiVersion"), message)
        elif ahead <= _AHEAD:
            yield Finding(resource.where("apiVersion"), message, severity="warning")
