"""Nulls in lists and mappings: what the API server reads them as."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import Schemas
from plainsail.schemas.problems import CONCERN
from plainsail.schemas.zero_values import with_zero_values
from tests.plainsail.checks.planted_objects import container, made, pod_spec, workload

SCHEMAS = Schemas()


@pytest.mark.parametrize(
    ("types", "zero"),
    [
        ({"type": ["string", "null"]}, ""),
        ({"type": "integer"}, 0),
        ({"allOf": [{"type": "boolean"}, {"enum": [True]}]}, False),
        ({"$ref": "#/$defs/Port"}, {}),
        ({"type": ["array", "null"]}, []),
        ({}, None),
    ],
)
def test_a_null_is_the_zero_value_of_what_the_list_holds(types: dict[str, Any], zero: object) -> None:
    schema = {"items": types, "$defs": {"Port": {"type": "object"}}}

    assert with_zero_values(["a", None], schema) == ["a", zero]


def test_lists_are_found_at_any_depth() -> None:
    names = {"additionalProperties": {"items": {"type": "string"}}}
    schema = {"allOf": [{"properties": {"rules": {"items": {"properties": {"names": names}}}}}]}

    assert with_zero_values({"rules": [{"names": {"a": [None]}}]}, schema) == {"rules": [{"names": {"a": [""]}}]}


@pytest.mark.parametrize(
    ("types", "zero"),
    [
        ({"type": "string"}, ""),
        ({"type": ["string", "number"], CONCERN: "quantity"}, "0"),
        ({"type": "object"}, {}),
        ({"type": "array"}, []),
        ({}, None),
    ],
)
def test_a_null_is_the_zero_value_of_what_the_mapping_holds(types: dict[str, Any], zero: object) -> None:
    assert with_zero_values({"a": None}, {"properties": {}, "additionalProperties": types}) == {"a": zero}


def test_a_null_is_no_field() -> None:
    assert with_zero_values({"a": None}, {"properties": {"a": {"type": "string"}}}) == {"a": None}


def test_mappings_of_texts_and_quantities() -> None:
    resources = {"requests": {"cpu": 1, "memory": None}, "limits": {"cpu": None}}
    pod = pod_spec(container(resources=resources), nodeSelector={"a": None})

    document, problems = SCHEMAS.judge(workload(pod=pod), "1.35")

    spec = document["spec"]["template"]["spec"]
    assert spec["containers"][0]["resources"] == {"requests": {"cpu": 1, "memory": "0"}, "limits": {"cpu": "0"}}
    assert (spec["nodeSelector"], problems) == ({"a": ""}, [])


def test_mappings_of_base64() -> None:
    document, problems = SCHEMAS.judge(made("Secret", data={"a": None}), "1.35")

    assert (document["data"], problems) == ({"a": ""}, [])


def test_an_object_is_judged_as_the_api_server_reads_it() -> None:
    document, problems = SCHEMAS.judge(workload(pod=pod_spec(container(args=[None], ports=[None]))), "1.35")

    [read] = document["spec"]["template"]["spec"]["containers"]
    assert (read["args"], read["ports"]) == ([""], [{}])
    assert [problem.message for problem in problems] == ["containerPort is required and missing"]


def test_a_null_that_a_definition_does_not_allow_is_refused() -> None:
    """The API server decodes custom resources as they are."""
    definition = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"names": NAMES}}}}
    names = {"kind": "Widget", "plural": "widgets"}
    versions = [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": definition}}]
    spec = {"group": "example.com", "names": names, "scope": "Namespaced", "versions": versions}
    schemas = Schemas()
    schemas.learn(made("CustomResourceDefinition", "apiextensions.k8s.io/v1", spec=spec))

    [problem] = schemas.problems(made("Widget", "example.com/v1", spec={"names": [None]}), "1.35")

    assert (problem.field, problem.message) == ("spec.names[0]", "is null where text belongs")


NAMES = {"type": "array", "items": {"type": "string"}}
