"""Argo CD's Applications and AppProjects, read as Argo CD reads them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from posixpath import normpath
from typing import Any

from constructs_lib.kubernetes.annotations import CLUSTER_ANNOTATION
from plainsail.manifests.fields import at, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

DIST = "dist"
IN_CLUSTER = {"in-cluster": "https://kubernetes.default.svc"}


@dataclass(frozen=True)
class Source:
    """One thing that an Application brings: a folder of a repository, or a Helm chart."""

    field: str
    repository: str
    path: str | None
    """The folder, without `./` and slashes around it; None for a chart, or a mere reference."""
    recurses: bool

    def covers(self, folder: str) -> bool:
        """Whether the Application applies what lies in the folder."""
        return self.path == folder or (self.recurses and folder.startswith(f"{self.path}/"))


def sources(application: Resource) -> Iterator[Source]:
    """All that an Application brings."""
    spec = application.spec
    if hydrator := mapping(spec, "sourceHydrator"):
        repository = text(hydrator, "drySource", "repoURL")
        yield _source("spec.sourceHydrator.syncSource", mapping(hydrator, "syncSource"), repository)
    several = mappings(spec, "sources")
    for index, source in enumerate(several):
        yield _source(f"spec.sources[{index}]", source, text(source, "repoURL"))
    if not several and (source := mapping(spec, "source")):
        yield _source("spec.source", source, text(source, "repoURL"))


def folder_of(resource: Resource) -> str:
    """The folder of an object's file: `dist/staging/backend`."""
    return resource.path.rpartition("/")[0]


@lru_cache(maxsize=2)
def folders(manifests: Manifests) -> Mapping[str, Sequence[Resource]]:
    """The folders of the project's own tree, each with its objects; empty for somebody's YAML."""
    folders: dict[str, list[Resource]] = {}
    for resource in (*manifests.resources, *manifests.unsound):
        if resource.environment is not None:
            folders.setdefault(folder_of(resource), []).append(resource)
    return folders


def covering(manifests: Manifests, folder: str) -> list[Resource]:
    """The Applications that apply what lies in a folder of the project's own tree."""
    paths = _sources_by_path(manifests)
    pairs = (pair for path in _upward(folder) for pair in paths.get(path, ()))
    applications = {number: application for number, application, source in pairs if source.covers(folder)}
    return [application for _, application in sorted(applications.items())]


def covered(manifests: Manifests, source: Source) -> Sequence[str]:
    """The folders of the project's own tree that an Application's source brings."""
    if source.recurses:
        return _folders_below(manifests).get(source.path, ())
    return [source.path] if source.path is not None and source.path in folders(manifests) else []


@lru_cache(maxsize=2)
def _sources_by_path(manifests: Manifests) -> Mapping[str | None, Sequence[tuple[int, Resource, Source]]]:
    paths: dict[str | None, list[tuple[int, Resource, Source]]] = defaultdict(list)
    for number, application in enumerate((*manifests.of("Application"), *generated(manifests))):
        for source in sources(application) if application.environment else ():
            paths[source.path].append((number, application, source))
    return paths


@lru_cache(maxsize=2)
def _folders_below(manifests: Manifests) -> Mapping[str | None, Sequence[str]]:
    below: dict[str | None, list[str]] = defaultdict(list)
    for folder in folders(manifests):
        for path in _upward(folder):
            below[path].append(folder)
    return below


def _upward(folder: str) -> Iterator[str]:
    """A folder, and those that it lies in."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def generated(manifests: Manifests) -> Iterator[Resource]:
    """What ApplicationSets make: of each the Application that its template is, with nothing filled in."""
    for several in manifests.custom("argoproj.io", "ApplicationSet"):
        template = mapping(several.spec, "template")
        if isinstance(template.get("metadata"), dict) and isinstance(template.get("spec"), dict):
            yield replace(several, document={**several.document, **template, "kind": "Application"})


def cluster_of(application: Resource) -> str:
    """The cluster that an Application brings its objects to: the address of its API server, or its name."""
    destination = application.spec["destination"]
    name = destination.get("name", "")
    cluster = str(destination.get("server") or IN_CLUSTER.get(name, name))
    return application.annotations.get(CLUSTER_ANNOTATION, cluster) if cluster in IN_CLUSTER.values() else cluster


def project_of(manifests: Manifests, application: Resource) -> Resource | None:
    """The rendered AppProject that an Application belongs to."""
    own, anywhere = _projects(manifests)
    name = text(application.spec, "project")
    return own.get((application.environment, name)) or anywhere.get(name)


@lru_cache(maxsize=2)
def _projects(manifests: Manifests) -> tuple[Mapping[tuple[str | None, str], Resource], Mapping[str, Resource]]:
    """AppProjects by environment and name, and by name alone; of two the first."""
    projects = list(reversed(list(manifests.of("AppProject"))))
    return {(project.environment, project.name): project for project in projects}, {
        project.name: project for project in projects
    }


def _source(field: str, source: Mapping[str, Any], repository: str) -> Source:
    path = at(source, "path")
    clean = None if not isinstance(path, str) or "chart" in source else normpath(path).strip("/")
    return Source(field, repository, clean, at(source, "directory", "recurse") is True)


WAVE = "argocd.argoproj.io/sync-wave"
HOOK = "argocd.argoproj.io/hook"
HELM_HOOK = "helm.sh/hook"


def wave(resource: Resource) -> int:
    """The sync wave of an object; 0 where it says none, or none that is a number."""
    try:
        return int(resource.annotations.get(WAVE, "0"))
    except ValueError:
        return 0


def hooks(resource: Resource) -> frozenset[str]:
    """The hooks that an object is, in Argo CD's words; empty for what the sync itself applies."""
    return frozenset(part.strip() for part in resource.annotations.get(HOOK, "").split(",") if part.strip())


def runs_before_the_sync(resource: Resource) -> bool:
    """Whether it is applied before everything that is no hook: PreSync, or Helm's pre-install."""
    helm = {part.strip() for part in resource.annotations.get(HELM_HOOK, "").split(",")}
    return "PreSync" in hooks(resource) or (not hooks(resource) and "pre-install" in helm)


def is_ordered(manifests: Manifests, *resources: Resource) -> bool:
    """Whether Argo CD's order is known to matter: where an Application brings one of them, or one names a wave."""
    return any(
        WAVE in resource.annotations
        or (resource.environment is not None and bool(covering(manifests, folder_of(resource))))
        for resource in resources
    )


@lru_cache(maxsize=2)
def _is_argocds_folder(manifests: Manifests) -> bool:
    """Whether an Application of Argo CD stands among somebody's objects."""
    return any(application.environment is None for application in manifests.of("Application"))


def is_synced(manifests: Manifests, resource: Resource) -> bool:
    """Whether Argo CD is known to bring an object: an Application covers it, or it says so itself."""
    if resource.environment is not None:
        return bool(covering(manifests, folder_of(resource)))
    words = (*resource.annotations, *resource.labels)
    return _is_argocds_folder(manifests) or any(word.startswith("argocd.argoproj.io/") for word in words)


def heals_itself(manifests: Manifests, resource: Resource) -> bool:
    """Whether Argo CD makes an object anew as soon as it is gone, as far as the tree tells."""
    applications = covering(manifests, folder_of(resource)) if resource.environment is not None else []
    automated = [mapping(application.spec, "syncPolicy", "automated") for application in applications]
    return not applications or any(
        policy.get("selfHeal") and policy.get("enabled") is not False for policy in automated
    )


def options_of(resource: Resource) -> frozenset[str]:
    """The sync options that an object says itself: `{"Prune=false"}`."""
    words = resource.annotations.get("argocd.argoproj.io/sync-options", "").split(",")
    return frozenset(word.strip() for word in words if word.strip())


def is_hook(resource: Resource) -> bool:
    """Whether it is no part of what is kept in the cluster, but runs with each sync; Helm's hooks are hooks, too."""
    return HOOK in resource.annotations or HELM_HOOK in resource.annotations
