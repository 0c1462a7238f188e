"""Flux's Kustomizations, read as Flux reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING

from plainsail.manifests.fields import text
from plainsail.manifests.kinds import group_of

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests
    from plainsail.manifests.resource import Resource

_WORDS = "kustomize.toolkit.fluxcd.io"


def path_of(kustomization: Resource) -> str:
    """The folder that a Kustomization applies, and all below it; empty for the whole repository."""
    return normpath(text(kustomization.spec, "path") or ".").strip("/").removeprefix(".")


@lru_cache(maxsize=2)
def _by_path(manifests: Manifests) -> Mapping[str, Sequence[Resource]]:
    paths: dict[str, list[Resource]] = defaultdict(list)
    for kustomization in manifests.of("Kustomization"):
        if kustomization.environment is not None:
            paths[path_of(kustomization)].append(kustomization)
    return paths


def kustomizations_of(manifests: Manifests, folder: str) -> list[Resource]:
    """The Kustomizations that apply what lies in a folder of the project's own tree."""
    paths = _by_path(manifests)
    found: list[Resource] = []
    while folder:
        found += paths.get(folder, ())
        folder = folder.rpartition("/")[0]
    return [*found, *paths.get("", ())]


def says(resource: Resource, word: str) -> str:
    """What an object tells Flux, as an annotation or a label: `prune`, `force`, `ssa`; in lower case."""
    return (resource.annotations.get(f"{_WORDS}/{word}") or resource.labels.get(f"{_WORDS}/{word}") or "").lower()


def is_of_flux(resource: Resource) -> bool:
    """Whether it is an object that Flux itself reads: a source or a Kustomization."""
    return resource.key.group in {group_of("Kustomization"), group_of("GitRepository")}
