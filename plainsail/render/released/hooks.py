"""What Helm reads in annotations, in the words of what brings the objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings.delivery import Tool
from plainsail.manifests.argocd import HELM_HOOK
from plainsail.manifests.argocd_words import PREFIX, SYNC_OPTIONS
from plainsail.render.vendored.delivered import with_metadata

_HOOK, _WEIGHT, _DELETION = HELM_HOOK, "helm.sh/hook-weight", "helm.sh/hook-delete-policy"
_POLICY = "helm.sh/resource-policy"
_PHASES = {
    "post-delete": "PostDelete",
    "post-install": "PostSync",
    "post-upgrade": "PostSync",
    "pre-delete": "PreDelete",
    "pre-install": "PreSync",
    "pre-upgrade": "PreSync",
}
"""As Argo CD itself maps them; it never runs those of a roll-back, which is a sync like any other to it."""
_POLICIES = {
    "before-hook-creation": "BeforeHookCreation",
    "hook-failed": "HookFailed",
    "hook-succeeded": "HookSucceeded",
}
_CRD = "crd-install"
_ARGO = f"{PREFIX}hook"
_KEPT = {
    "ArgoCd": (SYNC_OPTIONS, ("Prune=false", "Delete=false")),
    "Flux": ("kustomize.toolkit.fluxcd.io/prune", ("disabled",)),
}


class NoHooks(Exception):
    """An object is a hook, and nothing runs those: the message ends a sentence that begins with the object."""


def is_never_run(document: Document) -> bool:
    """Whether it is a hook of a roll-back alone."""
    hooks = _words(_annotations(document).get(_HOOK))
    return bool(hooks) and _ARGO not in _annotations(document) and not any(h in _PHASES or h == _CRD for h in hooks)


def not_run(tests: Sequence[str], documents: Iterable[Document]) -> list[str]:
    """What nothing would ever run of a release, in words: its tests, by name, and hooks of roll-backs."""
    hooks = (key_of(document) for document in documents if is_never_run(document))
    return [
        *(f"{name} (a test of the chart; `helm test` alone would run it)" for name in tests),
        *(f"{key} (a hook of a roll-back, which is a sync like any other here)" for key in hooks),
    ]


def in_words_of(tool: Tool, document: Document) -> Document:
    """The object with hooks and policies as that tool reads them. Raises `NoHooks` where it has none."""
    annotations = _annotations(document)
    hooks = _words(annotations.get(_HOOK))
    added: dict[str, str] = {}
    if hooks and hooks != [_CRD] and _ARGO not in annotations:
        if tool != "ArgoCd":
            by = "Flux" if tool else "kubectl"
            raise NoHooks(f"is a hook of Helm ({', '.join(hooks)}), which {by} would apply as any other object")
        added |= _as_argo_has_it(hooks, annotations)
    added |= _kept(tool, annotations)
    theirs = {key: value for key, value in annotations.items() if key not in (_HOOK, _WEIGHT, _DELETION)}
    return with_metadata(document, annotations={**theirs, **added}) if annotations else document


def _as_argo_has_it(hooks: list[str], annotations: dict[str, str]) -> dict[str, str]:
    phases = dict.fromkeys(_PHASES[hook] for hook in hooks if hook in _PHASES)
    policies = [_POLICIES[word] for word in _words(annotations.get(_DELETION)) if word in _POLICIES]
    weight = annotations.get(_WEIGHT, "0")
    added = {_ARGO: ",".join(phases)}
    if policies and f"{PREFIX}hook-delete-policy" not in annotations:
        added[f"{PREFIX}hook-delete-policy"] = ",".join(policies)
    if weight != "0" and f"{PREFIX}sync-wave" not in annotations:
        added[f"{PREFIX}sync-wave"] = weight
    return added


def _kept(tool: Tool, annotations: dict[str, str]) -> dict[str, str]:
    """What keeps an object that Helm would keep: neither pruned nor deleted with the app."""
    if annotations.get(_POLICY) != "keep" or tool not in _KEPT:
        return {}
    name, options = _KEPT[tool]
    there = _words(annotations.get(name)) if tool == "ArgoCd" else []
    others = [option for option in there if option.partition("=")[0] not in ("Prune", "Delete")]
    return {name: ",".join([*others, *options])}


def _annotations(document: Document) -> dict[str, str]:
    annotations = document["metadata"].get("annotations")
    return annotations if isinstance(annotations, dict) else {}


def _words(text: object) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()] if isinstance(text, str) else []
