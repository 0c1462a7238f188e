"""Two objects own one Secret.

Why: each overwrites what the other wrote, or is refused; pods see the one or the other.
Fix: give each ExternalSecret a Secret of its own (`target.name`), or join the two.
"""

from collections import defaultdict
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_SHARING = ("Merge", "Orphan", "CreateOrMerge")


def check(manifests: Manifests) -> Iterator[Finding]:
    owners: dict[tuple[str | None, str | None, str], list[Resource]] = defaultdict(list)
    for secret in manifests.of("Secret"):
        owners[secret.environment, secret.namespace, secret.name].append(secret)
    for external in manifests.of("ExternalSecret"):
        name = made_secret(external)
        policy = external.document.get("spec", {}).get("target", {}).get("creationPolicy")
        if name is None or policy in _SHARING:
            continue
        others = owners[external.environment, external.namespace, name]
        if others and others[0].key != external.key:
            message = f"makes Secret/{name}, which {others[0].key} makes as well"
            yield Finding(external.where("spec.target.name"), message)
        others.append(external)
