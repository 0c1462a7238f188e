"""Rules in CEL: what can be told without a compiler."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, told_of_field

_OBJECT = {"type": "object", "properties": {"name": TEXT}}


def ruled(*rules: dict[str, Any]) -> dict[str, Any]:
    """An object with rules."""
    return {**_OBJECT, "x-kubernetes-validations": [*rules]}


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "self.name == 'a'", "message": "is a", "reason": "FieldValueInvalid", "fieldPath": ".name"},
        {"rule": "self.name == 'a' ||\nself.name == 'b'", "message": "is a or b"},
        {"rule": "self.name == oldSelf.name"},
        {"rule": "!oldSelf.hasValue() || self.name == 'a'", "optionalOldSelf": True},
    ],
)
def test_sound(rule: dict[str, Any]) -> None:
    assert told_of_field(ruled(rule)) == []


@pytest.mark.parametrize(
    ("rule", "field", "message"),
    [
        ({"rule": " "}, "rule", "is empty"),
        ({"rule": "true", "message": " "}, "message", "is empty"),
        ({"rule": "true", "message": "a\nb"}, "message", "holds a line break"),
        ({"rule": "true &&\ntrue"}, "message", "is required and missing"),
        ({"rule": "true", "messageExpression": " "}, "messageExpression", "is empty"),
        ({"rule": "true", "reason": "Invalid"}, "reason", "is none of FieldValueDuplicate"),
        ({"rule": "true", "fieldPath": "name"}, "fieldPath", "begins without a dot"),
        ({"rule": "true", "fieldPath": ".nam"}, "fieldPath", "there is no 'nam'"),
        ({"rule": "true", "optionalOldSelf": True}, "optionalOldSelf", "does not look at oldSelf"),
        ({"rule": "'oldSelf' != ''", "optionalOldSelf": False}, "optionalOldSelf", "does not look at oldSelf"),
    ],
)
def test_refused(rule: dict[str, Any], field: str, message: str) -> None:
    [(where, words)] = told_of_field(ruled(rule))

    assert (where, message in words) == (f"x-kubernetes-validations[0].{field}", True)


def test_what_was_before_is_known_of_items_with_keys_only() -> None:
    item = ruled({"rule": "self == oldSelf"}) | {"required": ["name"]}
    items = {"type": "array", "items": item}
    keyed = {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]}

    [(where, message)] = told_of_field(items)

    assert (where, message.startswith("looks at oldSelf")) == ("items.x-kubernetes-validations[0].rule", True)
    assert told_of_field(items | keyed) == []


def test_expressions_are_judged_by_the_schema() -> None:
    rules = [{"rule": "self.nam == 'a'"}, {"rule": "true", "messageExpression": "self"}]

    assert told_of_field(ruled(*rules)) == [
        (
            "x-kubernetes-validations[0].rule",
            "is no expression in CEL that can be used: 'nam' is no field of self; did you mean 'name'?",
        ),
        (
            "x-kubernetes-validations[1].messageExpression",
            "is no expression in CEL that can be used: gives a value of type object where one of type string belongs",
        ),
    ]


def test_no_rule_can_speak_of_a_value_without_a_type() -> None:
    field = {"x-kubernetes-preserve-unknown-fields": True, "x-kubernetes-validations": [{"rule": "true"}]}

    [(where, message)] = told_of_field(field)

    assert (where, message.startswith("stand where nothing is said")) == ("x-kubernetes-validations", True)
