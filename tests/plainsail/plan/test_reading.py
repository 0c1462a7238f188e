"""The files of a tree as objects."""

from __future__ import annotations

import pytest

from plainsail.errors import ProjectError
from plainsail.manifests.resource import Resource
from plainsail.plan.trees import Tree, read

OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: null}\ndata: {a: null}\n"
PATH = "staging/backend/a.yaml"


def objects(text: str) -> tuple[Resource, ...]:
    return read(Tree("a", {PATH: text}), Tree("b", {}))[0].resources


def test_what_both_have_is_read_once() -> None:
    before, after = read(Tree("a", {PATH: OBJECT}), Tree("b", {PATH: OBJECT}))

    assert before.resources[0] is after.resources[0]


def test_an_object_knows_its_home_and_loses_its_nulls() -> None:
    [resource] = objects(OBJECT)

    assert (resource.environment, resource.app, resource.path) == ("staging", "backend", f"dist/{PATH}")
    assert resource.document["data"] == {}


def test_lists_are_unpacked() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n" + "".join(
        f"- apiVersion: v1\n  kind: ConfigMap\n  metadata: {{name: {name}}}\n" for name in "ab"
    )

    assert [each.name for each in objects(text)] == ["a", "b"]


def test_no_yaml() -> None:
    with pytest.raises(ProjectError, match=r"^a: staging/backend/a\.yaml:3: is no YAML of objects: "):
        objects("a: 1\n{")


def test_no_object() -> None:
    with pytest.raises(ProjectError, match=r"^a: staging/backend/a\.yaml:2: is no object of Kubernetes: it has no "):
        objects("\nkind: ConfigMap\n")
