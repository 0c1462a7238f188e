"""What the API server refuses in a definition apart from its schemas."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import core_schemas
from tests.plainsail.schemas.rules.planted_definitions import TEXT, definition, rooted, told, version

_COLUMN = {"name": "Size", "type": "integer", "jsonPath": ".spec.size"}
_SIZED = rooted({"type": "object", "properties": {"size": {"type": "integer"}, "name": TEXT}})


@pytest.mark.parametrize("minor", core_schemas.minors())
def test_a_sound_definition_is_sound_in_every_version(minor: int) -> None:
    scale = {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}
    one = version(
        rooted({"type": "object"}, description="Widgets"),
        additionalPrinterColumns=[_COLUMN],
        deprecated=True,
        deprecationWarning="use v2",
        subresources={"status": {}, "scale": scale},
    )

    assert told(definition(one, names={"shortNames": ["wd"], "categories": ["all"]}), f"1.{minor}") == []


def test_what_is_false_may_be_left_out() -> None:
    assert told(definition({"name": "v1", "storage": True, "schema": {"openAPIV3Schema": {"type": "object"}}})) == []


def test_what_a_status_sent_along_holds_is_thrown_away() -> None:
    """Generators of definitions write an empty one."""
    status = {"acceptedNames": {"kind": "", "plural": ""}, "conditions": [{}], "storedVersions": []}

    assert told({**definition(), "status": status}) == []


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"metadata": {"name": "widget"}}, "metadata.name", "is not widgets.example.com: a definition is named"),
        ({"metadata": {"generateName": "w-"}}, "metadata.name", "is not widgets.example.com"),
        (
            {"metadata": {"name": "widgets.example.com", "generateName": "w-"}},
            "metadata.generateName",
            "is not widgets.example.com",
        ),
        ({"scope": "namespaced"}, "spec.scope", "did you mean 'Namespaced'?"),
        ({"names": {"kind": "1"}}, "spec.names.kind", "is no DNS label that begins with a letter"),
        ({"names": {"kind": ""}}, "spec.names.kind", "is no DNS label that begins with a letter"),
        ({"names": {"singular": "Widget"}}, "spec.names.singular", "is no DNS label that begins with a letter"),
        ({"names": {"listKind": "Widget"}}, "spec.names.listKind", "is the kind, too"),
        ({"names": {"listKind": "a_b"}}, "spec.names.listKind", "is no DNS label"),
        ({"names": {"shortNames": ["w", "W"]}}, "spec.names.shortNames[1]", "'W' is no DNS label"),
        ({"names": {"categories": ["a.b"]}}, "spec.names.categories[0]", "'a.b' is no DNS label"),
        ({"preserveUnknownFields": True}, "spec.preserveUnknownFields", "may not be true"),
        ({"versions": []}, "spec.versions", "none is the storage version"),
    ],
)
def test_refused_in_the_spec(spec: dict[str, Any], field: str, message: str) -> None:
    [(where, words)] = told(definition(**spec))

    assert (where, message in words) == (field, True)


def test_a_group_is_a_domain() -> None:
    [(field, message)] = told(definition(group="example", metadata={"name": "widgets.example"}))

    assert (field, "is no group: a DNS name with a dot within" in message) == ("spec.group", True)


def test_versions_that_contradict_each_other() -> None:
    twice = told(definition(version(), version()))
    none = told(definition(version(storage=False), version(name="V2", storage=False)))

    assert [message for _, message in twice] == [
        "v1 is the storage version already; exactly one version is",
        "'v1' is there twice",
    ]
    assert [field for field, _ in none] == ["spec.versions[V2].name", "spec.versions"]


def test_every_version_has_a_schema() -> None:
    [(field, message)] = told(definition({"name": "v1", "served": True, "storage": True}))

    assert field == "spec.versions[v1].schema.openAPIV3Schema"
    assert message == "is required and missing: every version has a schema"


@pytest.mark.parametrize(
    ("annotations", "sound"),
    [
        ({}, False),
        ({"api-approved.kubernetes.io": "yes"}, False),
        ({"api-approved.kubernetes.io": "unapproved, an experiment"}, True),
        ({"api-approved.kubernetes.io": "https://github.com/kubernetes/enhancements/pull/1111"}, True),
    ],
)
def test_a_group_of_kubernetes_needs_an_approval(annotations: dict[str, str], *, sound: bool) -> None:
    metadata = {"name": "widgets.x.k8s.io", "annotations": annotations}

    assert (told(definition(group="x.k8s.io", metadata=metadata)) == []) is sound


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "V1"}, "name", "is no DNS label that begins with a letter"),
        ({"deprecationWarning": "old"}, "deprecationWarning", "stands in a version that is not deprecated"),
        ({"deprecated": True, "deprecationWarning": ""}, "deprecationWarning", "is empty"),
        ({"deprecated": True, "deprecationWarning": "a\nb"}, "deprecationWarning", "cannot be printed"),
        ({"deprecated": True, "deprecationWarning": "a" * 257}, "deprecationWarning", "longer than 256"),
        ({"subresources": {"status": {"a": 1}}}, "subresources.status.a", "a is not a field here"),
        (
            {"subresources": {"scale": {"specReplicasPath": "spec.a", "statusReplicasPath": ".status.a"}}},
            "subresources.scale.specReplicasPath",
            "is no JSON path below .spec",
        ),
        (
            {"subresources": {"scale": {"specReplicasPath": ".spec.a", "statusReplicasPath": ".spec.a"}}},
            "subresources.scale.statusReplicasPath",
            "is no JSON path below .status",
        ),
    ],
)
def test_refused_in_a_version(fields: dict[str, Any], field: str, message: str) -> None:
    [(where, words)] = told(definition(version(**fields)))

    assert (where, message in words) == (f"spec.versions[{fields.get('name', 'v1')}].{field}", True)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ({"name": ""}, "is empty"),
        ({"type": "int"}, "is none of integer, number, string, boolean, date"),
        ({"format": "int"}, "is none of int32, int64, float, double, byte, date, date-time, password"),
        ({"jsonPath": "spec.size"}, "is no JSON path that begins with '.'"),
    ],
)
def test_refused_in_a_column(column: dict[str, str], message: str) -> None:
    [(_, words)] = told(definition(version(additionalPrinterColumns=[_COLUMN | column])))

    assert message in words


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ([".spec.zz"], "leads to no field of the schema: there is no 'zz'"),
        (["spec.size"], "begins without a dot"),
        ([".spec['size']"], "holds '['"),
        ([".spec"], "is of type object; only text, booleans and integers can be selected by"),
        ([".spec.size", ".spec.size"], "is there twice"),
        ([""], "'' is no path"),
    ],
)
def test_fields_that_cannot_be_selected_by(paths: list[str], message: str) -> None:
    fields = [{"jsonPath": path} for path in paths]

    [(field, words)] = told(definition(version(_SIZED, selectableFields=fields)))

    assert field.startswith("spec.versions[v1].selectableFields[")
    assert message in words


def test_fields_that_can_be_selected_by() -> None:
    fields = [{"jsonPath": path} for path in (".spec.size", ".spec.name")]

    assert told(definition(version(_SIZED, selectableFields=fields))) == []
