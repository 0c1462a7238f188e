"""Custom resources are judged as the API server reads their definitions, and strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from plainsail.errors import ProjectError
from plainsail.schemas import NoSchema, Schemas
from tests.plainsail.checks.planted_objects import made
from tests.plainsail.widgets import Json, definition


def complaints(field: Json, value: Any, **around: Any) -> list[tuple[str, str]]:
    """What is said of an object whose `spec.field` has a schema and a value."""
    schemas = Schemas()
    schemas.learn(definition({"type": "object", "properties": {"field": field, **around}}))
    widget = made("Widget", "example.com/v1", spec={"field": value})
    return [(problem.field, problem.message) for problem in schemas.problems(widget, "1.35")]


@pytest.mark.parametrize(
    ("schema", "sound", "broken", "message"),
    [
        ({"type": "string"}, "x", 1, "is the number 1 where text belongs; put it in quotes"),
        ({"type": "integer"}, 1, "1", "is text where a whole number belongs; write it without quotes"),
        ({"type": "boolean"}, True, 0, "is the number 0 where true or false belongs"),
        ({"type": "array", "items": {"type": "string"}}, ["x"], "x", "is text where a list belongs"),
        ({"type": "string", "enum": ["a", "b"]}, "a", "c", "'c' is none of a, b"),
        ({"type": "string", "pattern": "^a+$"}, "aa", "b", "'b' does not match ^a+$"),
        ({"type": "string", "minLength": 1}, "a", "", "is empty"),
        ({"type": "string", "maxLength": 2}, "aa", "aaa", "is longer than 2"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 1}, ["a"], ["a", "b"], "is longer than 1"),
        ({"type": "integer", "minimum": 2}, 2, 1, "1 is below 2"),
        ({"type": "integer", "minimum": 2, "exclusiveMinimum": True}, 3, 2, "2 is not above 2"),
        ({"type": "integer", "maximum": 2, "exclusiveMaximum": True}, 1, 2, "2 is not below 2"),
        ({"type": "integer", "format": "int32"}, 2**31 - 1, 2**31, "2147483648 is above 2147483647"),
        (
            {"type": "string", "format": "date-time"},
            "2026-01-31T12:00:00Z",
            "tomorrow",
            "'tomorrow' is not a time as in 2026-01-31T12:00:00Z",
        ),
        (
            {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"},
            ["a", "b"],
            ["a", "a"],
            "says one thing twice",
        ),
        ({"x-kubernetes-int-or-string": True}, "50%", [], "is a list where a whole number or text belongs"),
        (
            {"anyOf": [{"type": "integer"}, {"type": "string"}], "x-kubernetes-int-or-string": True},
            5,
            {},
            "is a mapping where a whole number or text belongs",
        ),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
                "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
            },
            {"a": "x"},
            {"a": "x", "b": "y"},
            "needs exactly one of: a, b",
        ),
    ],
)
def test_value(schema: Json, sound: Any, broken: Any, message: str) -> None:
    assert complaints(schema, sound) == []
    assert [said for _, said in complaints(schema, broken)][-1] == message


def test_field_that_no_schema_names() -> None:
    assert complaints({"type": "object", "properties": {"size": {"type": "integer"}}}, {"siez": 1}) == [
        ("spec.field.siez", "siez is not a field here; did you mean 'size'?")
    ]


def test_object_that_names_no_field_holds_none() -> None:
    """The API server prunes all that is in it."""
    assert complaints({"type": "object"}, {"a": 1}) == [("spec.field.a", "a is not a field here")]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
        {"x-kubernetes-preserve-unknown-fields": True},
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"type": "object", "additionalProperties": True},
    ],
)
def test_unknown_fields_where_they_are_kept(schema: Json) -> None:
    assert complaints(schema, {"any": 1}) == []


def test_what_is_kept_is_judged_where_it_is_named() -> None:
    schema = {
        "type": "object",
        "properties": {"size": {"type": "integer"}},
        "x-kubernetes-preserve-unknown-fields": True,
    }

    assert complaints(schema, {"size": "x", "other": 1}) == [
        ("spec.field.size", "is text where a whole number belongs")
    ]


def test_null_is_absent_and_a_list_may_hold_it_where_nullable() -> None:
    items = {"type": "string", "nullable": True, "enum": ["a"]}

    assert complaints({"type": "string"}, None) == []
    assert complaints({"type": "array", "items": items}, ["a", None]) == []
    assert complaints({"type": "array", "items": {"type": "string"}}, [None]) == [
        ("spec.field[0]", "is null where text belongs")
    ]


def test_required_field_with_a_default_may_be_left_out() -> None:
    """The API server fills in defaults before it judges."""
    fields = {"a": {"type": "string", "default": "x"}, "b": {"type": "string"}}
    schema = {"type": "object", "required": ["a", "b"], "properties": fields}

    assert complaints(schema, {}) == [("spec.field.b", "b is required and missing")]


def test_embedded_object_brings_its_identity() -> None:
    schema = {
        "type": "object",
        "properties": {"spec": {"type": "object"}},
        "x-kubernetes-embedded-resource": True,
    }

    assert complaints(schema, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {}}) == []
    assert complaints(schema, {"spec": {}, "other": 1}) == [
        ("spec.field.apiVersion", "apiVersion is required and missing"),
        ("spec.field.kind", "kind is required and missing"),
        ("spec.field.other", "other is not a field here"),
    ]


def test_pattern_that_the_validator_cannot_read_is_left_to_the_server() -> None:
    """The rest of the schema holds all the same."""
    schema = {"type": "string", "pattern": r"\Qa.b\E", "maxLength": 3}

    assert complaints(schema, "abc") == []
    assert complaints(schema, "abcd") == [("spec.field", "is longer than 3")]


def test_format_that_means_another_thing_to_json_schema_is_left_to_the_server() -> None:
    assert complaints({"type": "string", "format": "duration"}, "1h30m") == []


def test_metadata_and_status() -> None:
    schemas = Schemas()
    schemas.learn(definition({"type": "object"}))
    sound = made("Widget", "example.com/v1", status={"phase": "Ready"})
    broken = made("Widget", "example.com/v1", metadata={"label": {"a": "b"}}, extra={})

    assert schemas.problems(sound, "1.35") == []
    assert [(each.field, each.message) for each in schemas.problems(broken, "1.35")] == [
        ("metadata.label", "label is not a field here; did you mean 'labels'?"),
        ("extra", "extra is not a field here"),
    ]


def test_version_that_the_definition_does_not_have() -> None:
    schemas = Schemas()
    schemas.learn(definition({"type": "object"}))

    with pytest.raises(NoSchema) as error:
        schemas.problems(made("Widget", "example.com/v1beta1"), "1.35")

    assert error.value.message == "its CustomResourceDefinition has v1, not v1beta1"
    assert error.value.fix == (
        "write `apiVersion: example.com/v1`, or put the definition that has v1beta1 into imports/crds/example.com.yaml"
    )


def test_version_that_is_not_served() -> None:
    schemas = Schemas()
    schemas.learn(definition({"type": "object"}, served=False))

    with pytest.raises(NoSchema, match="has no version, not v1"):
        schemas.problems(made("Widget", "example.com/v1"), "1.35")


@pytest.mark.parametrize(
    "broken",
    [
        {"properties": 7},
        {"properties": {"a": "x"}},
        {"type": -1},
        {"type": "x"},
        {"oneOf": ["x"]},
        {"required": [[]]},
        {"enum": 7},
        {"format": {}},
    ],
    ids=str,
)
def test_by_a_definition_that_is_broken_itself_nothing_is_judged(broken: Json) -> None:
    schemas = Schemas()
    schemas.learn(definition({"type": "object", **broken}))

    with pytest.raises(NoSchema, match="its CustomResourceDefinition is broken, so no schema can judge it"):
        schemas.problems(made("Widget", "example.com/v1"), "1.35")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty `imports/crds`."""
    crds = tmp_path / "imports" / "crds"
    crds.mkdir(parents=True)
    return crds


def test_any_file_of_the_folder_may_hold_several_definitions(folder: Path) -> None:
    documents = [definition({"type": "object"}, kind=kind) for kind in ("Gadget", "Widget")]
    (folder / "anything.yml").write_text(yaml.safe_dump_all(documents, explicit_start=True))
    (folder / "note.txt").write_text("Widget of example.com: not read")
    schemas = Schemas([folder])

    assert schemas.problems(made("Widget", "example.com/v1"), "1.35") == []
    assert schemas.problems(made("Gadget", "example.com/v1"), "1.35") == []


def test_definitions_in_a_list_are_found_too(folder: Path) -> None:
    listed = {"apiVersion": "v1", "kind": "List", "items": [definition({"type": "object"})]}
    (folder / "list.yaml").write_text(yaml.safe_dump(listed))

    assert Schemas([folder]).problems(made("Widget", "example.com/v1"), "1.35") == []


def test_file_that_is_no_yaml_is_named_with_its_line(folder: Path) -> None:
    good = yaml.safe_dump(definition({"type": "object"}, kind="Gadget"))
    (folder / "broken.yaml").write_text(f"---\n{good}---\nWidget: [example.com\n")
    line = good.count("\n") + 4

    with pytest.raises(ProjectError, match=rf"^imports/crds/broken\.yaml:{line}: is no YAML: .*; correct it$"):
        Schemas([folder]).problems(made("Widget", "example.com/v1"), "1.35")


def test_broken_file_about_other_kinds_is_not_read(folder: Path) -> None:
    (folder / "a.yaml").write_text("Gadget: [\n")
    (folder / "b.yaml").write_text(yaml.safe_dump(definition({"type": "object"})))

    assert Schemas([folder]).problems(made("Widget", "example.com/v1"), "1.35") == []


def test_definition_of_the_project_wins_over_one_among_the_objects(folder: Path) -> None:
    (folder / "b.yaml").write_text(yaml.safe_dump(definition({"type": "object", "properties": {"a": {}}})))
    schemas = Schemas([folder])
    schemas.learn(definition({"type": "object"}))

    assert schemas.problems(made("Widget", "example.com/v1", spec={"a": 1}), "1.35") == []


def test_a_folder_that_is_not_there_holds_no_definition(tmp_path: Path) -> None:
    with pytest.raises(NoSchema):
        Schemas([tmp_path / "imports" / "crds"]).problems(made("Widget", "example.com/v1"), "1.35")
