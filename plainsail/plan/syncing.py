"""How Argo CD treats an object: what its annotations say, and the Application that brings it."""

from __future__ import annotations

from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

_OPTIONS = "argocd.argoproj.io/sync-options"
_HOOKS = ("argocd.argoproj.io/hook", "helm.sh/hook")
_DELETION = ("argocd.argoproj.io/hook-delete-policy", "helm.sh/hook-delete-policy")
_LEAVES = {"HookFailed", "hook-failed"}
"""Deletion policies after which a hook that went well is still there."""


def options(resource: Resource) -> frozenset[str]:
    """The sync options of one object: `{"Prune=false"}`."""
    return frozenset(each.strip() for each in _annotation(resource, _OPTIONS).split(",") if each.strip())


def is_hook(resource: Resource) -> bool:
    """Whether it is no part of what is kept in the cluster, but runs with each sync."""
    return any(_annotation(resource, name) for name in _HOOKS)


def is_remade(resource: Resource) -> bool:
    """Whether Argo CD deletes the object before it applies it again, so that nothing is fixed."""
    if is_hook(resource):
        said = {each.strip() for name in _DELETION for each in _annotation(resource, name).split(",")} - {""}
        return not said <= _LEAVES or not said
    return {"Force=true", "Replace=true"} <= options(resource) or "*" in resource.name


def applications(side: Manifests, resource: Resource) -> list[Resource]:
    """The Applications that bring an object: those that name its folder."""
    folder = resource.path.rpartition("/")[0]
    return [each for each in side.of("Application") if folder in _folders(each)]


def _folders(application: Resource) -> list[str]:
    document = application.document
    said = [mapping(document, "spec", "source"), *mappings(document, "spec", "sources")]
    return [text(each, "path").strip("/").removeprefix("./") for each in said]


def prunes(application: Resource) -> bool:
    """Whether an Application deletes by itself what left Git."""
    policy = mapping(application.document, "spec", "syncPolicy")
    automated = mapping(policy, "automated")
    return bool(automated.get("prune") is True and automated.get("enabled") is not False)


def refrains(application: Resource) -> bool:
    """Whether an Application never deletes anything: the option Prune=false."""
    said = mapping(application.document, "spec", "syncPolicy").get("syncOptions")
    return isinstance(said, list) and "Prune=false" in said


def cascades(application: Resource) -> bool:
    """Whether the deletion of an Application deletes all that it brought."""
    said = mapping(application.document, "metadata").get("finalizers")
    return isinstance(said, list) and any(str(each).startswith("resources-finalizer.argocd") for each in said)


def keeps(resource: Resource) -> bool:
    """Whether the object asks to stay when it leaves Git."""
    return "Prune=false" in options(resource) or _annotation(resource, "helm.sh/resource-policy") == "keep"


def _annotation(resource: Resource, name: str) -> str:
    return str(resource.annotations.get(name, ""))
