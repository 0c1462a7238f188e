"""A key of a Secret is filled, and nothing in the tree reads it.

Why: it is a credential more to guard and to rotate; a wrong name here is a variable missing there.
Fix: take the key out, or let a container read it.
"""

from collections import defaultdict
from collections.abc import Iterator

from constructs_lib.kubernetes.paths import Item
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import made_keys, made_secret, read_by_templates
from plainsail.manifests.fields import mapping, mappings
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.references import references

SEVERITY: Severity = "info"

_DATA = "spec.data"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of the project's own tree alone: elsewhere somebody else may name the key.
    known = providers(manifests)
    used: dict[object, set[str | None]] = defaultdict(set)
    for pod in manifests.pods():
        for reference in references(pod):
            for provider in known.of(pod.resource, reference.kind, reference.name):
                used[provider.resource].add(reference.key)
    named = _named(manifests)
    for external in manifests.of("ExternalSecret"):
        name = made_secret(external)
        # A whole Secret that somebody takes, or that some other object names, is used in ways that nobody can follow.
        if (
            external.environment is None
            or name is None
            or None in used[external]
            or name in named
            or known.mentioning(external, "Secret", name)
        ):
            continue
        for key in sorted((made_keys(external) or frozenset()) - used[external] - read_by_templates(external)):
            templated = key in mapping(external.spec, "target", "template", "data")
            where = external.where("spec.target.template.data", key) if templated else external.where(_DATA, Item(key))
            yield Finding(where, "no container reads this key")


def _named(manifests: Manifests) -> set[str | None]:
    """The Secrets that Ingresses and ServiceAccounts name."""
    certificates = (
        tls.get("secretName") for ingress in manifests.of("Ingress") for tls in mappings(ingress.spec, "tls")
    )
    accounts = (
        entry.get("name")
        for service_account in manifests.of("ServiceAccount")
        for field in ("secrets", "imagePullSecrets")
        for entry in mappings(service_account.document, field)
    )
    return {*certificates, *accounts}
