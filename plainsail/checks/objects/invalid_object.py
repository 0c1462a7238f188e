"""An object is not what its kind's schema says, or no schema is known of its kind.

It is judged strictly, for the Kubernetes version of its environment: a field that does not exist there is an error, as
it is to `kubectl apply --validate=strict`. Of YAML that is no project's own, the cluster may well know a custom kind
that nothing is known of here: good to know, and an error only where that YAML is all there is.

Why: the API server refuses the object, or drops the field and nobody notices.
Fix: correct the field; `kubectl explain` shows what may stand there.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.api_versions import is_removed

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for broken in manifests.broken:
        yield Finding(broken.where, broken.message, fix=broken.fix)
    for resource, unknown in manifests.unknown.items():
        # Another check tells of what Kubernetes is known to have removed, with the successor.
        if not is_removed(resource.document["apiVersion"], resource.kind, resource.kubernetes_version):
            severity: Severity = "info" if unknown.foreign and not manifests.is_complete(resource) else SEVERITY
            yield Finding(resource.where("apiVersion"), unknown.message, severity=severity, fix=unknown.fix)
    yield from of_shape("object")(manifests)
