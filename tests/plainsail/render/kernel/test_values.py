"""Every kind of object, with every field and with peculiar values, is written as Node writes it."""

from __future__ import annotations

import json
from typing import Any

import cdk8s
import pytest
from cdk8s_plus_27 import k8s

from imports.io import argoproj, external_secrets
from plainsail.render.kernel import local_kernel, seam
from plainsail.render.kernel.table import table
from tests.plainsail.render.kernel.both_ways import by_node, chart, locally, node_alone
from tests.plainsail.render.kernel.fields import filled, known

KINDS = sorted(kind for package in table()["packages"].values() for kind in package["kinds"])
OFTEN = (
    "KubeDeployment",
    "KubeConfigMap",
    "KubeCronJob",
    "KubeIngress",
    "KubeEviction",
    "ExternalSecret",
    "Application",
)


@pytest.mark.parametrize("name", [kind for kind in KINDS if kind.rpartition(".")[2] in OFTEN])
def test_a_kind_in_frequent_use(name: str) -> None:
    assert_same(name, depth=4)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_any_kind(name: str) -> None:
    assert_same(name, depth=6)


def test_the_kinds_of_this_repository_are_among_them() -> None:
    for kind in (argoproj.Application, argoproj.AppProject, external_secrets.ExternalSecret):
        assert seam.type_of(kind) in KINDS


def assert_same(name: str, depth: int) -> None:
    """Both write the same, in the same order, with some labels and the namespace of the chart, and without."""
    for props in ({}, {"labels": {"team": "web", "b": "of the chart"}, "namespace": "default"}):
        here, there = (way(lambda chart: made(chart, name, depth), **props) for way in (locally, by_node))

        assert json.dumps(here) == json.dumps(there)
        assert here[0]["metadata"]["name"].startswith("text")


def made(chart: cdk8s.Chart, name: str, depth: int) -> Any:
    """An object of a kind with all of its fields."""
    kind: Any = seam.class_of(name)
    fields = filled(known(name).kinds[name].split()[2], depth)
    return kind(chart, "Object", **seam.values_of(fields))


PECULIAR: dict[str, Any] = {
    "the largest integer": 2**53 - 1,
    "one more": 2**53,
    "many more": 2**63,
    "a fraction": 0.5,
    "a whole fraction": 2.0,
    "truth": True,
    "nothing in a list": [1, None, 2],
    "nothing in a map": {"a": None, "b": {"c": None}},
    "a key of jsii's": {"$jsii.date": "2024-01-01T00:00:00Z"},
    "another key with a dollar": {"$ref": "a"},
    "a prototype": {"__proto__": {"a": 1}},
    "keys that are numbers": {"b": 1, "10": 2, "9": 3},
    "a surrogate": "\ud800",
    "an emoji": {"\U0001f600": "\U0001f600", "\uffff": "\x00"},
    "empty ones": {"a": {}, "b": [], "c": ""},
}


@pytest.mark.parametrize("name", PECULIAR)
def test_a_peculiar_value(name: str) -> None:
    """In a field that takes any value."""

    def told() -> str:
        with local_kernel():
            made = chart()
            schema = k8s.JsonSchemaProps(default=PECULIAR[name], type="object", ref="#/a", x_kubernetes_list_type="map")
            version = k8s.CustomResourceDefinitionVersion(
                name="v1",
                served=True,
                storage=True,
                schema=k8s.CustomResourceValidation(open_apiv3_schema=schema),
            )
            names = k8s.CustomResourceDefinitionNames(kind="A", plural="as")
            spec = k8s.CustomResourceDefinitionSpec(group="a.b", names=names, scope="Cluster", versions=[version])
            try:
                k8s.KubeCustomResourceDefinition(made, "Definition", metadata=k8s.ObjectMeta(name="as.a.b"), spec=spec)
                return json.dumps(made.to_json(), sort_keys=True)
            except Exception as error:
                return f"{type(error).__name__}: {error}"

    here = told()
    with node_alone():
        assert told() == here
