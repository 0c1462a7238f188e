"""The list of fields in use, and what it leaves of a schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.schemas import IMPORTS, SCHEMAS
from tools.crds import ImportsError, Schema
from tools.fields import Field, check, cut, read_fields, wanted

LISTED = read_fields(IMPORTS / "fields.yaml", "imports/fields.yaml")
TEXT = {"type": "string"}
WIDGET: Schema = {
    "type": "object",
    "description": "Prose.",
    "required": ["spec"],
    "properties": {
        "metadata": {"type": "object"},
        "spec": {
            "type": "object",
            "required": ["size"],
            "properties": {
                "size": {"type": "string", "enum": ["S", "L"], "pattern": "^.$", "default": "S"},
                "count": {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, TEXT], "pattern": "^.$"},
                "labels": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 63}},
                "parts": {"type": "array", "items": {"type": "object", "properties": {"name": TEXT, "note": TEXT}}},
                "unused": TEXT,
            },
        },
    },
}


@pytest.mark.parametrize("field", LISTED, ids=lambda field: f"{field.kind}.{field.path}")
def test_every_listed_field_exists(field: Field) -> None:
    """`make imports` would refuse it, but later."""
    [schema] = [schema for name, schema in SCHEMAS.items() if _is(name, field)]

    check(field, schema)


def _is(name: str, field: Field) -> bool:
    api_version, kind = name.split(" ")
    return (api_version.split("/")[0], kind) == (field.group, field.kind)


def test_no_field_is_listed_twice() -> None:
    """A second line would outlive the removal of the first."""
    names = [(field.group, field.kind, field.path) for field in LISTED]

    assert len(names) == len(set(names))


def test_cut_keeps_wanted_and_required_fields() -> None:
    """A binding that lacks a required field could write refused objects only."""
    spec = cut(WIDGET, wanted(["spec.labels"]))["properties"]["spec"]

    assert spec["properties"] == {"size": TEXT, "labels": {"type": "object", "additionalProperties": TEXT}}
    assert spec["required"] == ["size"]


def test_cut_steps_into_lists() -> None:
    """`[]` names the items."""
    parts = cut(WIDGET, wanted(["spec.parts[].name"]))["properties"]["spec"]["properties"]["parts"]

    assert parts["items"]["properties"] == {"name": TEXT}


def test_a_path_takes_all_beneath() -> None:
    """An object, or a list, is wanted with everything in it; a longer path beside it takes nothing away."""
    parts = cut(WIDGET, wanted(["spec.parts[].name", "spec.parts"]))["properties"]["spec"]["properties"]["parts"]

    assert parts["items"]["properties"] == {"name": TEXT, "note": TEXT}


def test_a_number_or_text_stays_one() -> None:
    """The CLI makes a class of its own of it."""
    count = cut(WIDGET, wanted(["spec.count"]))["properties"]["spec"]["properties"]["count"]

    assert count == {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, TEXT]}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("spec.sice", "Widget spec has no field 'sice'; did you mean 'size'?"),
        ("spec.zzz", "Widget spec has no field 'zzz'; it has size, count, labels, parts, unused"),
        ("zzz", "Widget has no field 'zzz'; it has metadata, spec"),
        ("spec.size.zzz", "Widget spec.size has no field 'zzz'; it has none"),
        ("spec.parts.name", "Widget spec.parts is a list; write spec.parts[].name"),
        ("spec.size[]", "Widget spec.size is no list; write it without []"),
        ("spec.parts[].nam", "Widget spec.parts[] has no field 'nam'; did you mean 'name'?"),
    ],
)
def test_a_path_that_the_schema_lacks(path: str, message: str) -> None:
    """One line: where, what is true, what to do."""
    with pytest.raises(ImportsError) as refusal:
        check(Field("example.com", "Widget", path, "imports/fields.yaml:7"), WIDGET)

    assert str(refusal.value) == f"imports/fields.yaml:7: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", ":1: not a mapping; write API group, kind, then the paths"),
        ("example.com:\n  - Widget", ":2: not a mapping; write API group, kind, then the paths"),
        ("example.com:\n  Widget: spec", ":2: Widget has no list of paths; begin each path with '- '"),
        ("example.com:\n  Widget:\n    - {a: b}", ":3: not a path; write one such as spec.data[].key"),
        ("example.com:\n  Widget:\n    -", ":3: not a path; write one such as spec.data[].key"),
        ("a: b: c", ":1: not YAML: mapping values are not allowed here; correct it"),
    ],
)
def test_a_list_that_is_none(tmp_path: Path, text: str, message: str) -> None:
    """One line: where, what is true, what to do."""
    file = tmp_path / "fields.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ImportsError) as refusal:
        read_fields(file, "imports/fields.yaml")

    assert str(refusal.value) == f"imports/fields.yaml{message}"
