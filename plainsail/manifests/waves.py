"""The order in which Argo CD applies objects: phases (hooks), and waves within a phase."""

from __future__ import annotations

from plainsail.manifests.resource import Resource

WAVE = "argocd.argoproj.io/sync-wave"
HOOK = "argocd.argoproj.io/hook"
_HELM_HOOK = "helm.sh/hook"


def wave(resource: Resource) -> int:
    """The sync wave of an object; 0 where it says none, or none that is a number."""
    try:
        return int(resource.annotations.get(WAVE, "0"))
    except ValueError:
        return 0


def hooks(resource: Resource) -> frozenset[str]:
    """The hooks that an object is, in Argo CD's words; empty for what the sync itself applies."""
    said = resource.annotations.get(HOOK, "")
    return frozenset(part.strip() for part in said.split(",") if part.strip())


def runs_before_the_sync(resource: Resource) -> bool:
    """Whether it is applied before everything that is no hook: PreSync, or Helm's pre-install."""
    helm = {part.strip() for part in resource.annotations.get(_HELM_HOOK, "").split(",")}
    return "PreSync" in hooks(resource) or (not hooks(resource) and "pre-install" in helm)


def is_ordered(*resources: Resource) -> bool:
    """Whether Argo CD's order is known to matter: in a project's own tree, or where one of them names a wave."""
    return any(each.environment is not None or WAVE in each.annotations for each in resources)
