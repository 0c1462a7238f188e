"""A trigger of KEDA asks for credentials that are not there.

A TriggerAuthentication lives beside the ScaledObject or ScaledJob; a ClusterTriggerAuthentication is the platform's.
The Secrets that a rendered TriggerAuthentication reads are looked for too, with their keys.

Why: KEDA cannot ask for the metric: nothing is scaled, and the number of pods stays as it is.
Fix: render the TriggerAuthentication and what it reads beside the ScaledObject, or name those that are there.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.terminal import listing

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_KEDA = "keda.sh"
_KIND = "TriggerAuthentication"


def check(manifests: Manifests) -> Iterator[Finding]:
    rendered = by_name(manifests.custom(_KEDA, _KIND))
    for scaled in manifests.custom(_KEDA, "ScaledObject", "ScaledJob"):
        for index, trigger in enumerate(mappings(scaled.spec, "triggers")):
            reference = mapping(trigger, "authenticationRef")
            name = text(reference, "name")
            if name and text(reference, "kind") in ("", _KIND) and not any(rendered.of(scaled, name)):
                where, what = scaled.where(f"spec.triggers[{index}].authenticationRef"), f"{_KIND}/{name}"
                yield from absence(manifests, scaled, where, f"there is no {what}", what=what)
    for authentication in manifests.custom(_KEDA, _KIND):
        yield from _secrets(manifests, authentication)


def _secrets(manifests: Manifests, authentication: Resource) -> Iterator[Finding]:
    for index, target in enumerate(mappings(authentication.spec, "secretTargetRef")):
        name, key = text(target, "name"), text(target, "key")
        where, what = authentication.where(f"spec.secretTargetRef[{index}]"), f"Secret/{name}"
        found = providers(manifests).of(authentication, "Secret", name) if name else []
        keys = [provider.keys for provider in found]
        if name and not found:
            yield from absence(manifests, authentication, where, f"there is no {what}", what=what)
        elif key and keys and all(known is not None and key not in known for known in keys):
            has = sorted({each for known in keys for each in known or ()})
            yield Finding(where, f"{what} has no key {key}; it has {listing(has)}")
