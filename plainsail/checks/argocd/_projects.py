"""What an AppProject allows: repositories, destinations and kinds, by Argo CD's own globs."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from plainsail.manifests.argocd import IN_CLUSTER
from plainsail.manifests.resource import Resource


def allows_repository(project: Resource, repository: str) -> bool:
    """Whether an AppProject allows a repository. `!pattern` refuses what it names, and allows all else."""
    asked = _repository(repository)
    allowed = False
    for source in _list(project, "sourceRepos"):
        denies = source.startswith("!")
        pattern = _repository(source.removeprefix("!"))
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


def _list(project: Resource, name: str) -> list[Any]:
    listed: list[Any] = project.spec.get(name, [])
    return listed


def _lists(items: Iterable[Mapping[str, str]], group: str, kind: str, name: str) -> bool:
    return any(
        fnmatchcase(kind, item["kind"])
        and fnmatchcase(group, item["group"])
        and fnmatchcase(name, item.get("name") or "*")
        for item in items
    )


def _cluster_matches(item: Mapping[str, str], destination: Mapping[str, str]) -> bool:
    mine = {part: destination.get(part, "") for part in ("server", "name")}
    mine["server"] = mine["server"] or IN_CLUSTER.get(mine["name"], "")
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
