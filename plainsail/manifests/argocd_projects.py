"""What an AppProject allows: repositories, destinations and kinds, by Argo CD's own globs."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, NamedTuple

from plainsail.manifests.argocd import IN_CLUSTER
from plainsail.manifests.fields import listed, mappings, text
from plainsail.manifests.resource import Resource


@lru_cache(maxsize=1024)
def allows_repository(project: Resource, repository: str) -> bool:
    """Whether an AppProject allows a repository. `!pattern` refuses what it names, and allows all else."""
    asked = _repository(repository)
    allowed = False
    for source in filter(_is_text, listed(project.spec, "sourceRepos")):
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
    spaces = _spaces(project, text(destination, "server"), text(destination, "name"))
    matched = {pattern: _matches(pattern, namespace) for pattern in spaces.patterns}
    denied = spaces.denied or any(pattern.startswith("!") and not matched[pattern] for pattern in matched)
    return not denied and (namespace in spaces.names or any(matched.values()))


class _Spaces(NamedTuple):
    """The namespaces of one cluster that an AppProject allows."""

    names: frozenset[str]
    patterns: tuple[str, ...]
    denied: bool
    """Whether it denies the whole cluster."""


@lru_cache(maxsize=1024)
def _spaces(project: Resource, server: str, name: str) -> _Spaces:
    items = [(item, _cluster_matches(item, server, name)) for item in mappings(project.spec, "destinations")]
    denied = any(_denies(item, part) for item, matches in items if not matches for part in ("server", "name"))
    spaces = {text(item, "namespace") for item, matches in items if matches}
    names = frozenset(space for space in spaces if not _GLOB.search(space))
    return _Spaces(names, tuple(spaces - names), denied)


def allows_kind(project: Resource, *, group: str, kind: str, name: str, namespaced: bool) -> bool:
    """Whether an AppProject allows an object of a kind.

    Without a list, every namespaced kind is allowed, and no kind outside namespaces; a `[]` allows nothing.
    """
    scope = "namespace" if namespaced else "cluster"
    allowed = _kinds(project, f"{scope}ResourceWhitelist")
    denied = _kinds(project, f"{scope}ResourceBlacklist")
    is_allowed = namespaced if allowed is None else allowed.hold(kind, group, name)
    return is_allowed and not (denied is not None and denied.hold(kind, group, name))


def _is_text(item: Any) -> bool:
    return isinstance(item, str)


_Kind = tuple[str, str, str]


class _Kinds(NamedTuple):
    """Objects that an AppProject lists, by kind, group and name."""

    exact: frozenset[_Kind]
    patterns: frozenset[_Kind]

    def hold(self, *kind: str) -> bool:
        """Whether an object is among them."""
        return kind in self.exact or any(all(map(fnmatchcase, kind, pattern)) for pattern in self.patterns)


@lru_cache(maxsize=1024)
def _kinds(project: Resource, name: str) -> _Kinds | None:
    if name not in project.spec:
        return None
    items = mappings(project.spec, name)
    kinds = frozenset((text(item, "kind"), text(item, "group"), text(item, "name") or "*") for item in items)
    exact = frozenset(kind for kind in kinds if not any(map(_GLOB.search, kind)))
    return _Kinds(exact, kinds - exact)


def _cluster_matches(item: Mapping[str, str], server: str, name: str) -> bool:
    mine = {"server": server or IN_CLUSTER.get(name, ""), "name": name}
    shared = [part for part in ("server", "name") if mine[part] and text(item, part)]
    if not shared:
        return bool(text(item, "server") or text(item, "name"))
    return any(_matches(text(item, part), mine[part]) for part in shared)


def _denies(item: Mapping[str, str], part: str) -> bool:
    return text(item, part).startswith("!")


def _matches(pattern: str, value: str) -> bool:
    return not glob_matches(pattern[1:], value) if pattern.startswith("!") else glob_matches(pattern, value)


def _repository(url: str) -> str:
    """An address as Argo CD compares it: in lower case, without `.git`; `git@host:path` is `git@host/path`.

    >>> _repository("git@GitHub.com:org/repo.git") == _repository("ssh://git@github.com/org/repo")
    True
    """
    address = url.strip().lower().removesuffix(".git")
    if "://" not in address:
        address = re.sub(r"^([^/@]+@[^/:]+):", r"\1/", address)
    return address.removeprefix("ssh://").rstrip("/")


_GLOB = re.compile(r"[*?{\[\\!]")
"""Characters that make a name a pattern."""


def glob_matches(pattern: str, name: str, *, separator: str = "") -> bool:
    r"""Whether Argo CD's globs match: `*` stops at the separator, `**` at nothing, `{a,b}` is one of several.

    >>> glob_matches("https://example.com/*", "https://example.com/a/b", separator="/")
    False
    >>> glob_matches("team-{a,b}-*", "team-b-staging"), glob_matches("*", "")
    (True, True)
    """
    compiled = _compiled(pattern, separator)
    return compiled is not None and compiled.fullmatch(name) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str, separator: str) -> re.Pattern[str] | None:
    """A glob as an expression; None for one that is broken."""
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
        return re.compile(expression + ")" * depth, flags=re.DOTALL)
    except re.error:
        return None
