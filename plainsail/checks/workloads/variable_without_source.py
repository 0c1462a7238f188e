"""A variable comes from a Secret or ConfigMap that nothing renders, or that lacks the key.

Only what the tree tells is judged: of a Secret that a store or a template's text fills, the keys are not known. In YAML
that is no project's own, a Secret or ConfigMap may be made elsewhere; there, only missing keys are certain, unless
`--complete` says that nothing is.

Why: the container does not start (CreateContainerConfigError), and the rollout stands still.
Fix: add the key to the Secret or the ConfigMap, or to what makes it, or take the variable out.
In settings: add the key to what makes the Secret (`external_secrets.params`) or the ConfigMap (`config_maps`), or take
the variable out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import Provider, providers
from plainsail.manifests.references import Reference, references

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.way in ("variable", "variables") and not reference.optional and not reference.always_there:
                makers = known.of(pod.resource, reference.kind, reference.name)
                name = f"{reference.kind}/{reference.name}"
                if not makers:
                    message = f"nothing renders {name}"
                    yield from absence(manifests, pod.resource, reference.where, message, what=name)
                elif missing := _problem(reference, name, makers):
                    yield Finding(reference.where, missing)


def _problem(reference: Reference, name: str, makers: list[Provider]) -> str | None:
    if reference.key is None or any(provider.keys is None or reference.key in provider.keys for provider in makers):
        return None
    maker = makers[0].resource.key
    by = f"{name}, which {maker} makes," if str(maker) != name else name
    return f"{by} has no key {reference.key}"
