"""Two objects own one Secret.

An ExternalSecret and a Certificate of cert-manager write one each; so does the Certificate that cert-manager makes for
an Ingress with its annotations, under the name of the Secret.

Why: each overwrites what the other wrote, or is refused; pods see the one or the other.
Fix: give each a Secret of its own (`target.name` of an ExternalSecret, `secretName` of a Certificate), or join the two.
"""

from collections import defaultdict
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.certificates import asks_for_one, certificates, written_secret
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_Owners = dict[tuple[str | None, str | None, str], list[Resource]]
_SHARING = ("Merge", "Orphan", "CreateOrMerge")


def check(manifests: Manifests) -> Iterator[Finding]:
    owners: _Owners = defaultdict(list)
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
    yield from _of_certificates(manifests, owners)


def _of_certificates(manifests: Manifests, owners: _Owners) -> Iterator[Finding]:
    for certificate in certificates(manifests):
        if (name := written_secret(certificate)) is None:
            continue
        others = owners[certificate.environment, certificate.namespace, name]
        if others and others[0].key != certificate.key:
            message = f"writes Secret/{name}, which {others[0].key} makes as well"
            yield Finding(certificate.where("spec.secretName"), message)
        others.append(certificate)
    for ingress in manifests.of("Ingress"):
        for index, entry in enumerate(ingress.spec.get("tls", []) if asks_for_one(ingress) else ()):
            name = entry.get("secretName")
            others = owners.get((ingress.environment, ingress.namespace, name), []) if name else []
            if others and (others[0].kind, others[0].name) != ("Certificate", name):
                message = f"has cert-manager make a Certificate for Secret/{name}, which {others[0].key} makes as well"
                yield Finding(ingress.where(f"spec.tls[{index}].secretName"), message)
