"""Argo CD's Applications and AppProjects, read as Argo CD reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from posixpath import normpath
from typing import Any

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

DIST = "dist"
ARGOCD = "argocd"
_IN_CLUSTER = {"in-cluster": "https://kubernetes.default.svc"}


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
    hydrator = spec.get("sourceHydrator")
    if hydrator:
        repository = hydrator["drySource"]["repoURL"]
        yield _source("spec.sourceHydrator.syncSource", hydrator["syncSource"], repository)
    for index, source in enumerate(spec.get("sources", [])):
        yield _source(f"spec.sources[{index}]", source, source["repoURL"])
    if "source" in spec and not spec.get("sources"):
        yield _source("spec.source", spec["source"], spec["source"]["repoURL"])


def folder_of(resource: Resource) -> str:
    """The folder of an object's file: `dist/staging/backend`."""
    return resource.path.rpartition("/")[0]


def folders(manifests: Manifests) -> dict[str, list[Resource]]:
    """The folders of the project's own tree, each with its objects; empty for somebody's YAML."""
    found: dict[str, list[Resource]] = {}
    for resource in (*manifests.resources, *manifests.unsound):
        if resource.environment is not None:
            found.setdefault(folder_of(resource), []).append(resource)
    return found


def covering(manifests: Manifests, folder: str) -> list[Resource]:
    """The Applications that apply what lies in a folder of the project's own tree."""
    return [
        application
        for application in manifests.of("Application")
        if application.environment and any(source.covers(folder) for source in sources(application))
    ]


def cluster_of(application: Resource) -> str:
    """The cluster that an Application brings its objects to: the address of its API server, or its name."""
    destination = application.spec["destination"]
    name = destination.get("name", "")
    return str(destination.get("server") or _IN_CLUSTER.get(name, name))


def project_of(manifests: Manifests, application: Resource) -> Resource | None:
    """The rendered AppProject that an Application belongs to."""
    named = [each for each in manifests.of("AppProject") if each.name == application.spec["project"]]
    own = [each for each in named if each.environment == application.environment]
    return next(iter(own or named), None)


def allows_repository(project: Resource, repository: str) -> bool:
    """Whether an AppProject allows a repository. `!pattern` refuses what it names, and allows all else."""
    asked = _repository(repository)
    allowed = False
    for said in _list(project, "sourceRepos"):
        denies = said.startswith("!")
        pattern = _repository(said.removeprefix("!"))
        matched = pattern == "*" or glob_matches(pattern, asked, separator="/")
        if denies and matched:
            return False
        allowed = allowed or matched or denies
    return allowed


def allows_destination(project: Resource, destination: Mapping[str, str], namespace: str) -> bool:
    """Whether an AppProject allows a namespace of a cluster.

    A cluster that one side names and the other gives by its address may be the same: that is no refusal.
    """
    allowed = False
    for item in _list(project, "destinations"):
        cluster = _cluster_matches(item, destination)
        space = _matches(item.get("namespace", ""), namespace)
        if cluster and space:
            allowed = True
        elif any(_denies(item, part) for part in (("namespace",) if cluster else ("server", "name"))):
            return False
    return allowed


def allows_kind(project: Resource, *, group: str, kind: str, name: str, namespaced: bool) -> bool:
    """Whether an AppProject allows an object of a kind.

    Without a list, every namespaced kind is allowed, and no kind outside namespaces; a `[]` allows nothing.
    """
    scope = "namespace" if namespaced else "cluster"
    allowed = project.spec.get(f"{scope}ResourceWhitelist")
    denied = project.spec.get(f"{scope}ResourceBlacklist", [])
    is_allowed = namespaced if allowed is None else _lists(allowed, group, kind, name)
    return is_allowed and not _lists(denied, group, kind, name)


def _source(field: str, said: Mapping[str, Any], repository: str) -> Source:
    path = said.get("path")
    clean = None if path is None or "chart" in said else normpath(path).strip("/")
    return Source(field, repository, clean, said.get("directory", {}).get("recurse", False))


def _list(project: Resource, name: str) -> list[Any]:
    found: list[Any] = project.spec.get(name, [])
    return found


def _lists(items: Iterable[Mapping[str, str]], group: str, kind: str, name: str) -> bool:
    return any(
        fnmatchcase(kind, item["kind"])
        and fnmatchcase(group, item["group"])
        and fnmatchcase(name, item.get("name") or "*")
        for item in items
    )


def _cluster_matches(item: Mapping[str, str], destination: Mapping[str, str]) -> bool:
    mine = {part: destination.get(part, "") for part in ("server", "name")}
    mine["server"] = mine["server"] or _IN_CLUSTER.get(mine["name"], "")
    shared = [part for part in ("server", "name") if mine[part] and item.get(part)]
    if not shared:
        return bool(item.get("server") or item.get("name"))
    return any(_matches(item[part], mine[part]) for part in shared)


def _denies(item: Mapping[str, str], part: str) -> bool:
    return item.get(part, "").startswith("!")


def _matches(pattern: str, value: str) -> bool:
    return not glob_matches(pattern[1:], value) if pattern.startswith("!") else glob_matches(pattern, value)


def _repository(url: str) -> str:
    """An address as Argo CD compares it: in lower case, without `.git`; `git@host:path` is `git@host/path`.

    >>> _repository("git@GitHub.com:org/repo.git") == _repository("ssh://git@github.com/org/repo")
    True
    """
    text = url.strip().lower().removesuffix(".git")
    if "://" not in text:
        text = re.sub(r"^([^/@]+@[^/:]+):", r"\1/", text)
    return text.removeprefix("ssh://").rstrip("/")


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


def glob_matches(pattern: str, text: str, *, separator: str = "") -> bool:
    r"""Whether Argo CD's globs match: `*` stops at the separator, `**` at nothing, `{a,b}` is one of several.

    >>> glob_matches("https://example.com/*", "https://example.com/a/b", separator="/")
    False
    >>> glob_matches("team-{a,b}-*", "team-b-staging"), glob_matches("*", "")
    (True, True)
    """
    stop = f"[^{re.escape(separator)}]" if separator else "."
    expression, depth = "", 0
    for part in re.findall(r"\*\*|\\.|\[[^\]]+\]|.", pattern, flags=re.DOTALL):
        if part == "**":
            expression += ".*"
        elif part == "*":
            expression += f"{stop}*"
        elif part == "?":
            expression += stop
        elif part == "{":
            expression, depth = f"{expression}(?:", depth + 1
        elif part == "}" and depth:
            expression, depth = f"{expression})", depth - 1
        elif part == "," and depth:
            expression += "|"
        elif len(part) > 1 and part[0] == "[":
            expression += f"[{part[1:-1].replace('!', '^', 1) if part[1] == '!' else part[1:-1]}]"
        else:
            expression += re.escape(part[-1])
    try:
        return re.fullmatch(expression + ")" * depth, text, flags=re.DOTALL) is not None
    except re.error:
        return False
