"""Our schemas judge as validators do that others made from the upstream sources.

Known differences, left out below: those validators take null for every optional field (the API server drops it),
judge the fields of metadata, let a rewrite be empty, and do not look at an AppProject's description. Of an
ApplicationSet, ours leave open what another generator than that of pull requests says, and parts of the template.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from tests.imports.examples import APP_PROJECT, APPLICATION, APPLICATION_SET, EXTERNAL_SECRET
from tests.imports.oracle import verdicts
from tests.imports.schemas import accepts

Path = tuple[str | int, ...]
GONE = object()
"""Stands for a field that is taken away."""

EXAMPLES = (EXTERNAL_SECRET, APPLICATION, APPLICATION_SET, APP_PROJECT)
REMOTE: Path = ("spec", "data", 0, "remoteRef")
STORE: Path = ("spec", "secretStoreRef")
SYNC: Path = ("spec", "syncPolicy")
BROKEN: dict[str, tuple[dict[str, Any], Path, object]] = {
    "variable name with a space": (EXTERNAL_SECRET, ("spec", "data", 0, "secretKey"), "APP SECRET"),
    "variable without a name": (EXTERNAL_SECRET, ("spec", "data", 0, "secretKey"), ""),
    "variable from nowhere": (EXTERNAL_SECRET, REMOTE, GONE),
    "no key": (EXTERNAL_SECRET, (*REMOTE, "key"), GONE),
    "version as a number": (EXTERNAL_SECRET, (*REMOTE, "version"), 1),
    "unknown conversion": (EXTERNAL_SECRET, (*REMOTE, "conversionStrategy"), "default"),
    "unknown decoding": (EXTERNAL_SECRET, (*REMOTE, "decodingStrategy"), "base64"),
    "unknown metadata policy": (EXTERNAL_SECRET, (*REMOTE, "metadataPolicy"), "Default"),
    "unknown store kind": (EXTERNAL_SECRET, (*STORE, "kind"), "SecretsStore"),
    "store name in capitals": (EXTERNAL_SECRET, (*STORE, "name"), "Store"),
    "store name too long": (EXTERNAL_SECRET, (*STORE, "name"), "a" * 254),
    "unknown creation policy": (EXTERNAL_SECRET, ("spec", "target", "creationPolicy"), "Own"),
    "unknown deletion policy": (EXTERNAL_SECRET, ("spec", "target", "deletionPolicy"), "Keep"),
    "refresh interval as a number": (EXTERNAL_SECRET, ("spec", "refreshInterval"), 3600),
    "data as a mapping": (EXTERNAL_SECRET, ("spec", "data"), {"A": "/a"}),
    "generator without a name": (EXTERNAL_SECRET, ("spec", "dataFrom", 2, "sourceRef", "generatorRef", "name"), GONE),
    "application without a project": (APPLICATION, ("spec", "project"), GONE),
    "application without a destination": (APPLICATION, ("spec", "destination"), GONE),
    "application without a spec": (APPLICATION, ("spec",), GONE),
    "application without metadata": (APPLICATION, ("metadata",), GONE),
    "source without a repository": (APPLICATION, ("spec", "source", "repoURL"), GONE),
    "revision as a number": (APPLICATION, ("spec", "source", "targetRevision"), 1.5),
    "prune as text": (APPLICATION, (*SYNC, "automated", "prune"), "true"),
    "sync options as text": (APPLICATION, (*SYNC, "syncOptions"), "ServerSideApply=true"),
    "sync option as a boolean": (APPLICATION, (*SYNC, "syncOptions", 0), True),
    "retry limit as text": (APPLICATION, (*SYNC, "retry", "limit"), "5"),
    "retry limit as a fraction": (APPLICATION, (*SYNC, "retry", "limit"), 0.5),
    "history as text": (APPLICATION, ("spec", "revisionHistoryLimit"), "3"),
    "replicas as a list": (APPLICATION, ("spec", "source", "kustomize", "replicas", 0, "count"), [2]),
    "ignored difference without a kind": (APPLICATION, ("spec", "ignoreDifferences", 0, "kind"), GONE),
    "project without a spec": (APP_PROJECT, ("spec",), GONE),
    "repositories as text": (APP_PROJECT, ("spec", "sourceRepos"), "*"),
    "allowed kind without a group": (APP_PROJECT, ("spec", "clusterResourceWhitelist", 0, "group"), GONE),
    "allowed kind without a kind": (APP_PROJECT, ("spec", "namespaceResourceWhitelist", 0, "kind"), GONE),
    "role without a name": (APP_PROJECT, ("spec", "roles", 0, "name"), GONE),
}
OTHERS: tuple[object, ...] = (GONE, True, 7, 1.5, -1, "", "text", "Not Valid!", "x" * 300, [], {}, [1], {"a": 1}, ["a"])
"""What takes a field's place in turn: something of every type, text of every shape."""


def change(resource: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """The object with another value at a path."""
    changed: Any = copy.deepcopy(resource)
    *through, last = path
    node = changed
    for step in through:
        node = node[step]
    if value is GONE:
        del node[last]
    else:
        node[last] = value
    return dict(changed)


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything within a value."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from paths(child, (*path, step))


def changes() -> Iterator[tuple[Path, object, dict[str, Any]]]:
    """Every example with every field replaced in turn, but for the known differences."""
    for example in EXAMPLES:
        for path in paths(example):
            values = [] if path[0] in ("apiVersion", "kind") else [v for v in OTHERS if not known_difference(path, v)]
            yield from ((path, value, change(example, path, value)) for value in values)


def known_difference(path: Path, value: object) -> bool:
    """Whether the module's docstring names this change; null is no candidate."""
    emptied = "rewrite" in path and value in (GONE, {})
    opened = path[:3] in (("spec", "template", "spec"), ("spec", "generators", 1))
    return emptied or opened or path == ("spec", "description") or (path[0] == "metadata" and len(path) > 1)


@pytest.fixture(scope="module")
def refused() -> dict[str, str | None]:
    """What the others say of each broken object."""
    return dict(zip(BROKEN, verdicts([change(*parts) for parts in BROKEN.values()]), strict=True))


def test_both_accept_the_examples() -> None:
    """What a chart may well write."""
    assert verdicts(EXAMPLES) == [None, None, None, None]
    assert [accepts(example) for example in EXAMPLES] == [True, True, True, True]


@pytest.mark.parametrize("name", BROKEN)
def test_both_refuse(name: str, refused: dict[str, str | None]) -> None:
    """A type, an enumeration, a pattern, a required field."""
    assert refused[name] is not None
    assert not accepts(change(*BROKEN[name]))


def test_same_verdict_whatever_a_field_holds() -> None:
    """Every field of the examples, taken away and replaced by values of every type."""
    every = list(changes())
    opinions = verdicts([changed for _, _, changed in every])
    pairs = zip(every, opinions, strict=True)
    apart = [(path, value) for (path, value, changed), opinion in pairs if accepts(changed) != (opinion is None)]

    assert len(every) > 3000
    assert apart == []


@pytest.mark.parametrize("value", ["x" * 256, 7], ids=["too long", "a number"])
def test_description_is_ours_alone_to_judge(value: object) -> None:
    """The known difference, so that its end is noticed."""
    changed = change(APP_PROJECT, ("spec", "description"), value)

    assert verdicts([changed]) == [None]
    assert not accepts(changed)
