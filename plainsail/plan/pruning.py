"""How Argo CD treats an object: whether it makes it anew, and what becomes of it once it left Git."""

from dataclasses import dataclass
from typing import Literal

from plainsail.manifests.argocd import covering, folder_of, is_hook, options_of, project_of
from plainsail.manifests.argocd_projects import allows_destination, allows_kind
from plainsail.manifests.fields import listed, mapping, text
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange

Fate = Literal["pruned", "asked", "by hand", "left", "gone already"]


@dataclass(frozen=True)
class Outcome:
    """What happens to an object, and why."""

    fate: Fate
    why: str = ""


def outcome(comparison: Comparison, change: ObjectChange) -> Outcome:
    """What Argo CD does with an object that is no longer rendered."""
    old = change.old
    if old is None:
        raise ValueError("only an object that was there can go")
    if is_hook(old):
        return Outcome("gone already", "hooks are deleted by their own policy, not pruned")
    folder = folder_of(old)
    now, before = covering(comparison.after, folder), covering(comparison.before, folder)
    if now and all(_is_left_out(comparison, application, old) for application in now):
        return Outcome(
            "left", f"the AppProject no longer allows {_what(old)}, and what it does not allow is not pruned"
        )
    if not before or now:
        return _pruned(old, now)
    if not any(map(cascades, before)):
        return Outcome("left", "its Application goes, without the finalizer that would take its objects along")
    if "Delete=false" in options_of(old):
        return Outcome("left", "its Application goes, and it says Delete=false")
    return Outcome("pruned", "its Application goes, with all that it brought")


def _is_left_out(comparison: Comparison, application: Resource, old: Resource) -> bool:
    """Whether an Application moves, and no longer sees what it brought to its old place.

    The old project refuses the new place, so the sync fails before it prunes anything, until the new project is there;
    and then Argo CD leaves out the live objects that this one does not permit.
    """
    project, former = (project_of(side, application) for side in (comparison.after, comparison.before))
    if project is None or former is None:
        return False
    destination = mapping(application.spec, "destination")
    moves = not allows_destination(former, destination, text(destination, "namespace"))
    key, namespaced = old.key, is_namespaced(old.key)
    permitted = allows_kind(project, group=key.group, kind=key.kind, name=key.name, namespaced=namespaced)
    if permitted and namespaced and key.namespace:
        permitted = allows_destination(project, destination, key.namespace)
    return moves and not permitted


def _what(old: Resource) -> str:
    return f"the namespace {old.namespace}" if old.namespace and is_namespaced(old.key) else f"{old.key}"


def _pruned(old: Resource, now: list[Resource]) -> Outcome:
    """What happens while its Applications stay."""
    if "Prune=false" in options_of(old) or _annotation(old, "helm.sh/resource-policy") == "keep":
        return Outcome("left", "it says Prune=false")
    if "Prune=confirm" in options_of(old):
        return Outcome("asked", "Argo CD waits until somebody confirms it (Prune=confirm)")
    if any(map(refrains, now)):
        return Outcome("left", "its Application says Prune=false")
    if now and not any(map(prunes, now)):
        return Outcome("by hand", "its Application does not prune by itself: it stays until somebody syncs with prune")
    return Outcome("pruned")


_DELETION = ("argocd.argoproj.io/hook-delete-policy", "helm.sh/hook-delete-policy")
_LEAVES = {"HookFailed", "hook-failed"}
"""Deletion policies after which a hook that went well is still there."""


def is_remade(resource: Resource) -> bool:
    """Whether Argo CD deletes the object before it applies it again, so that nothing is fixed."""
    if is_hook(resource):
        policies = {policy for name in _DELETION for policy in _words(resource, name)}
        return not policies or not policies <= _LEAVES
    return {"Force=true", "Replace=true"} <= options_of(resource) or "*" in resource.name


def prunes(application: Resource) -> bool:
    """Whether an Application deletes by itself what left Git."""
    automated = mapping(application.spec, "syncPolicy", "automated")
    return automated.get("prune") is True and automated.get("enabled") is not False


def refrains(application: Resource) -> bool:
    """Whether an Application never deletes anything: the option Prune=false."""
    return "Prune=false" in listed(application.spec, "syncPolicy", "syncOptions")


def cascades(application: Resource) -> bool:
    """Whether the deletion of an Application deletes all that it brought."""
    finalizers = listed(application.document, "metadata", "finalizers")
    return any(str(finalizer).startswith("resources-finalizer.argocd") for finalizer in finalizers)


def _words(resource: Resource, name: str) -> frozenset[str]:
    """The words of an annotation that is a list with commas."""
    return frozenset(word.strip() for word in _annotation(resource, name).split(",") if word.strip())


def _annotation(resource: Resource, name: str) -> str:
    return str(resource.annotations.get(name, ""))
