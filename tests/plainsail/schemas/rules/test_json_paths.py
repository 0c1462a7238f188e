"""Paths to fields of a schema."""

from __future__ import annotations

import pytest

from plainsail.schemas.rules.json_paths import field_at

_TEXT = {"type": "string"}
_SCHEMA = {
    "properties": {
        "spec": {"properties": {"name": _TEXT, "a.b": _TEXT, "it's": _TEXT}},
        "labels": {"additionalProperties": _TEXT},
        "any": {"additionalProperties": True},
    }
}


@pytest.mark.parametrize("path", [".spec.name", ".spec['a.b']", r".spec['it\'s']", ".labels['a']", ".labels.a"])
def test_leads_to_a_field(path: str) -> None:
    assert field_at(path, _SCHEMA) == _TEXT


def test_leads_to_a_value_of_which_nothing_is_said() -> None:
    assert field_at(".any.a", _SCHEMA) == {}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("spec", "begins without a dot"),
        (".spec.", "ends with a dot"),
        (".spec.zz", "there is no 'zz'"),
        (".spec.name.a", "there is no 'a'"),
        (".spec[0]", "without a name in single quotes"),
        (".spec['name'", "without a name in single quotes"),
        (".spec['name']name", "without a dot before"),
        (".spec..name", "there is no '.'"),
    ],
)
def test_leads_nowhere(path: str, message: str) -> None:
    found = field_at(path, _SCHEMA)

    assert isinstance(found, str)
    assert message in found


def test_brackets_may_be_forbidden() -> None:
    assert field_at(".spec['name']", _SCHEMA, brackets=False) == "holds '[': only names behind dots may stand here"
