"""How Flux treats an object: what becomes of it once it left Git, and what a refusal holds back.

After kustomize-controller 1.7: it tries all objects (`--dry-run=server`) and applies none where one is refused, but for
CustomResourceDefinitions and Namespaces, which come first. Then it prunes, and only then it waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainsail.manifests.argocd import folder_of, folders
from plainsail.manifests.flux import kustomizations_of, path_of, says
from plainsail.plan.outcome import Outcome

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests
    from plainsail.manifests.resource import Resource
    from plainsail.plan.changes import Comparison, ObjectChange

_FIRST, _THEN, _PRUNES = range(3)


def brought_by(side: Manifests, resource: Resource) -> list[Resource]:
    """The Kustomizations that bring an object; none where Flux does not."""
    return kustomizations_of(side, folder_of(resource)) if resource.environment is not None else []


def outcome_by_flux(comparison: Comparison, old: Resource) -> Outcome | None:
    """What Flux does with an object that is no longer rendered; None for what Flux does not bring."""
    now, before = brought_by(comparison.after, old), brought_by(comparison.before, old)
    if not now and not before:
        return None
    if word := next((word for word in ("prune", "reconcile") if says(old, word) == "disabled"), None):
        return Outcome("left", f"it says kustomize.toolkit.fluxcd.io/{word}: disabled")
    if old in before:  # it brings itself, and takes all that it brought along
        now = []
        before = [each for each in before if each is not old] or before
    fates = [(each, outcome_by_flux(comparison, each)) for each in before if each is not old] if not now else []
    staying = now or [each for each, end in fates if end and end.fate == "left"]
    if staying:
        return _not_found(comparison, staying)
    if all(each.spec.get("deletionPolicy", "MirrorPrune") == "Orphan" or not _deletes(each) for each in before):
        return Outcome("left", "its Kustomization goes, and leaves what it brought")
    return Outcome("pruned", "its Kustomization goes, with all that it brought")


def _not_found(comparison: Comparison, staying: list[Resource]) -> Outcome:
    """What Kustomizations do that stay, and no longer find the object in Git."""
    if not any(_has_files(comparison.after, each) for each in staying):
        return Outcome("left", "its folder is gone, so that its Kustomization fails, and prunes nothing")
    if not any(each.spec.get("prune") is True for each in staying):
        return Outcome("left", "its Kustomization does not prune")
    return Outcome("pruned")


def _deletes(kustomization: Resource) -> bool:
    policy = kustomization.spec.get("deletionPolicy", "MirrorPrune")
    return policy in {"Delete", "WaitForTermination"} or kustomization.spec.get("prune") is True


def _has_files(side: Manifests, kustomization: Resource) -> bool:
    path = path_of(kustomization)
    return any(folder == path or not path or folder.startswith(f"{path}/") for folder in folders(side))


def order_by_flux(change: ObjectChange, *, fails: bool) -> tuple[int, int]:
    """The stage of a change within its Kustomization; one that is refused counts before all of its stage."""
    if change.new is None:
        return _PRUNES, 0
    stage = _FIRST if change.resource.is_a("CustomResourceDefinition", "Namespace") else _THEN
    return stage, 0 if fails else 1
