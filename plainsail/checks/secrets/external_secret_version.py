"""An object of the External Secrets Operator is written in a version that is not served any more.

Why: since 0.17 the operator serves `external-secrets.io/v1` alone: the API server does not know the kind.
Fix: write `apiVersion: external-secrets.io/v1`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_KINDS = ("ClusterExternalSecret", "ClusterSecretStore", "ExternalSecret", "SecretStore")
_GONE = ("v1alpha1", "v1beta1")


def check(manifests: Manifests) -> Iterator[Finding]:
    # The shape of the old versions may be anything.
    for resource in (*manifests.resources, *manifests.unsound):
        version = str(resource.document["apiVersion"])
        if resource.is_a(*_KINDS) and version.rpartition("/")[2] in _GONE:
            yield Finding(resource.where("apiVersion"), f"{version} is not served since 0.17")
