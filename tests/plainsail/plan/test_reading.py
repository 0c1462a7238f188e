"""The files of a tree as objects."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.errors import ProjectError
from plainsail.plan.reading import is_object, read
from plainsail.plan.trees import Tree

OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: null}\ndata: {a: null}\n"
PATH = "staging/backend/a.yaml"


def objects(text: str) -> Any:
    return read(Tree("a", {PATH: text}), Tree("b", {}))[0]


def test_what_both_have_is_read_once() -> None:
    before, after = read(Tree("a", {PATH: OBJECT}), Tree("b", {PATH: OBJECT}))

    assert before[0] is after[0]


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
    with pytest.raises(ProjectError, match=r"^a: staging/backend/a\.yaml:2: is no object of Kubernetes; it needs "):
        objects("\nkind: ConfigMap\n")


@pytest.mark.parametrize(
    "metadata", [None, {}, {"name": 1}, {"name": "a", "namespace": 1}, {"name": "a", "labels": "x"}]
)
def test_what_cannot_be_told_from_others(metadata: Any) -> None:
    assert not is_object({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata})


def test_a_generated_name_is_one() -> None:
    assert is_object({"apiVersion": "v1", "kind": "Job", "metadata": {"generateName": "a-"}})
