"""A hook runs before the sync and needs what only the sync brings.

Why: on the first sync the Secret, ConfigMap or ServiceAccount is not there; the hook waits for it, and the sync waits
for the hook.
Fix: make the hook a `Sync` hook in a wave after its needs, or make what it needs a hook of the same phase.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Key
from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.argocd import HOOK, runs_before_the_sync
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.references import Reference, references

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        if not runs_before_the_sync(pod.resource):
            continue
        missing: dict[Key, Reference] = {}
        for reference in references(pod):
            makers = known.of(pod.resource, reference.kind, reference.name)
            if (
                makers
                and not reference.optional
                and not any(runs_before_the_sync(provider.resource) for provider in makers)
            ):
                missing.setdefault(makers[0].resource.key, reference)
        for key, reference in missing.items():
            message = f"runs before the sync, which brings {key}"
            hook = Cause(pod.resource.where("metadata.annotations", HOOK))
            yield Finding(reference.where, message, causes=(hook,))
