"""An ExternalSecret names no store, or a SecretStore that its namespace does not have.

Without a `kind` a store is a SecretStore, of the object's own namespace. A ClusterSecretStore is the platform's.

Why: the operator fills nothing (SecretSyncedError), and pods that need the Secret do not start.
Fix: name a ClusterSecretStore with its `kind`, or render the SecretStore beside the ExternalSecret.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.external_secrets import remotes
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = (*manifests.resources, *manifests.unsound)
    rendered = by_name(resource for resource in known if resource.is_a("SecretStore"))
    for external in manifests.of("ExternalSecret"):
        stores = {remote.store: remote.field for remote in remotes(external)}
        if None in stores:
            yield Finding(external.where(stores[None]), "no store is named for it")
        for store in sorted(name for name in stores if name is not None):
            kind, name = store
            if kind == "SecretStore" and not any(rendered.of(external, name)):
                where, what = external.where("spec.secretStoreRef"), f"SecretStore/{name}"
                message = f"nothing renders {what} in this namespace"
                yield from absence(manifests, external, where, message, what=what, ours="warning")
