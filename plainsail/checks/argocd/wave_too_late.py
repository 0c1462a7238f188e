"""Argo CD applies what a pod needs after the pod, or an ExternalSecret beside it.

Within one wave Argo CD applies custom resources last, and does not wait between kinds: an ExternalSecret needs a wave
of its own before the pods. Everything else that pods need may share their wave, but not follow it.

Why: pods of a later wave's needs never become ready, so the later wave never comes; beside its pods, an ExternalSecret
fills the Secret too late, and pods start without the new variable or not at all.
Fix: give the object a lower `argocd.argoproj.io/sync-wave` than the workload, such as "-2".
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import hooks, is_ordered, runs_before_the_sync, wave
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.references import references
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Each need is named once, with the first workload that it keeps waiting.
    seen: set[Resource] = set()
    for workload, need in (*_needs(manifests), *_namespaces(manifests)):
        if need in seen or hooks(need) or hooks(workload) - {"Sync"} or not is_ordered(manifests, workload, need):
            continue
        external = need.is_a("ExternalSecret")
        if wave(need) > wave(workload) or (external and wave(need) == wave(workload)):
            seen.add(need)
            later = wave(need) > wave(workload)
            relation = "comes after" if later else "is also that of"
            yield Finding(
                need.where("metadata.annotations"),
                f"wave {wave(need)} {relation} {workload.key}{f' (wave {wave(workload)})' if later else ''}",
                severity="error" if later else None,
            )


def _needs(manifests: Manifests) -> Iterator[tuple[Resource, Resource]]:
    known = providers(manifests)
    for pod in manifests.pods():
        if not runs_before_the_sync(pod.resource):
            for reference in references(pod):
                for provider in known.of(pod.resource, reference.kind, reference.name):
                    if not reference.optional and provider.resource is not pod.resource:
                        yield pod.resource, provider.resource


def _namespaces(manifests: Manifests) -> Iterator[tuple[Resource, Resource]]:
    spaces = {(namespace.environment, namespace.name): namespace for namespace in manifests.of("Namespace")}
    for resource in manifests.resources:
        space = spaces.get((resource.environment, resource.namespace or ""))
        if space is not None:
            yield resource, space
