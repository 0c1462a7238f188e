"""Argo CD does things differently: what it syncs by itself, from which ref, to where, and what a project allows.

Why: it decides how all other changes arrive.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange, items
from constructs_lib.kubernetes.paths import begins, match
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "warning"

_AUTOMATED = ("spec", "syncPolicy", "automated")
_LISTS = (
    "clusterResourceBlacklist",
    "clusterResourceWhitelist",
    "destinations",
    "namespaceResourceBlacklist",
    "namespaceResourceWhitelist",
    "sourceNamespaces",
    "sourceRepos",
)


def find(comparison: Comparison) -> Iterator[Finding]:
    """Changes of Applications and AppProjects, each in words; what a project allows or refuses stands together."""
    for change in comparison.changed("Application"):
        for field in (item for changed in change.fields for item in items(changed)):
            if words := _application(field):
                yield change.finding(words, [field])
    for change in comparison.changed("AppProject"):
        by_verb: dict[str, list[tuple[str, FieldChange]]] = {}
        for field in (item for changed in change.fields for item in items(changed)):
            if told := _project(field):
                by_verb.setdefault(told[0], []).append((told[1], field))
        for verb, named in by_verb.items():
            words = "; ".join(dict.fromkeys(item for item, _ in named if item))
            yield change.finding(f"{verb} {words}".rstrip(), [field for _, field in named])


def _application(field: FieldChange) -> str:
    if field.path == _AUTOMATED:
        prunes = isinstance(field.new, dict) and field.new.get("prune") is True
        if field.new is ABSENT:
            return "syncs only when somebody asks for it"
        return "syncs by itself" + (", and deletes what leaves Git" if prunes else ", and deletes nothing")
    for name, yes, no in (
        ("prune", "deletes what leaves Git", "no longer deletes what leaves Git"),
        ("selfHeal", "undoes what is changed by hand", "leaves what is changed by hand"),
        ("allowEmpty", "deletes everything when its folder is empty", "refuses an empty folder"),
        ("enabled", "syncs by itself", "syncs only when somebody asks for it"),
    ):
        if field.path == (*_AUTOMATED, name):
            return yes if field.new is True else no
    for pattern, what in (
        ("**.targetRevision", "follows {new} instead of {old}"),
        ("**.repoURL", "reads the repository {new} instead of {old}"),
        ("spec.source.path", "brings {new} instead of {old}"),
        ("spec.project", "belongs to the project {new} instead of {old}"),
        ("spec.destination.*", "brings its objects to {new} instead of {old}: what it brought so far stays there"),
        ("spec.syncPolicy.syncOptions[*]", "sync option {either}"),
        ("metadata.finalizers[*]", "when it is deleted, {cascade}"),
    ):
        if match(pattern, field.path) is not None:
            return what.format(
                new=_said(field.new), old=_said(field.old), either=_either(field), cascade=_cascade(field)
            )
    return ""


def _cascade(field: FieldChange) -> str:
    return "its objects stay" if field.new is ABSENT else "its objects go with it"


def _either(field: FieldChange) -> str:
    return f"{field.old} is gone" if field.new is ABSENT else f"{field.new} is new"


def _project(field: FieldChange) -> tuple[str, str] | None:
    """What the project does, and with what."""
    parts = match("spec.*[*]", field.path)
    if parts and parts[0] in _LISTS:
        refuses = parts[0].endswith("Blacklist")
        allowed = (field.new is not ABSENT) != refuses
        item = field.old if field.new is ABSENT else field.new
        return "allows" if allowed else "no longer allows", _item(item, parts[0])
    if begins("spec.roles", field.path) is not None:
        return "its roles change", ""
    if parts is None and len(field.path) == 2 and field.path[1] in _LISTS:
        return f"{'drops' if field.new is ABSENT else 'sets'} all of", str(field.path[1])
    return None


def _item(item: Any, of: str) -> str:
    """A kind, a destination or a repository, as people name it."""
    if not isinstance(item, dict):
        return f"{'the repository' if of == 'sourceRepos' else 'Applications in'} {item}"
    if "kind" in item:
        name = f" {item['name']}" if item.get("name") else ""
        return f"{item['kind']}{name} ({item.get('group') or 'core'})"
    return f"{item.get('namespace', 'any namespace')} on {item.get('server') or item.get('name')}"


def _said(value: Any) -> str:
    return "nothing" if value is ABSENT else str(value)
