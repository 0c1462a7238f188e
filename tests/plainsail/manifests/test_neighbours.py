"""What lives beside an object."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted import resources


def config(name: str, namespace: str | None, **fields: str | None) -> Resource:
    space = f", namespace: {namespace}" if namespace else ""
    [found] = resources(f"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}{space}}}}}")
    return replace(found, environment=None, **fields)  # type: ignore[arg-type]


def test_who_names_no_namespace_may_be_near_everybody() -> None:
    here, there, nowhere = config("here", "a"), config("there", "b"), config("nowhere", None)
    tree = Manifests([here, there, nowhere])

    assert list(tree.near(here, "ConfigMap")) == [here, nowhere]
    assert list(tree.near(nowhere, "ConfigMap")) == [here, there, nowhere]


@pytest.mark.parametrize(
    ("namespace", "path", "surely"), [("a", "b.yaml", True), (None, "a.yaml", True), (None, "b.yaml", False)]
)
def test_files_of_a_folder_may_be_alternatives(namespace: str | None, path: str, surely: bool) -> None:
    one, other = config("one", namespace, path="a.yaml"), config("other", namespace, path=path)

    assert surely_beside(one, other) is surely


def test_an_object_elsewhere() -> None:
    here = config("here", "a")

    assert here.moved("b").namespace == "b"
    assert here.moved(None).namespace is None
