"""Types of known fields hold below `items` and `additionalProperties`, too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, told_of_field


@pytest.mark.parametrize(
    ("field", "where", "message"),
    [
        ({"type": "array", "items": {"type": 1}}, "items.type", "is the number 1 where text belongs"),
        ({"type": "object", "additionalProperties": 1}, "additionalProperties", "where true or false or a mapping"),
        (
            {"type": "array", "items": {"type": "object", "properties": {"a": {"maxLength": "1"}}}},
            "items.properties.a.maxLength",
            "is text where a whole number belongs",
        ),
        (
            {"type": "array", "items": {**TEXT, "x-kubernetes-validations": [{"rule": 1}]}},
            "items.x-kubernetes-validations[0].rule",
            "is the number 1 where text belongs",
        ),
    ],
)
def test_types_hold(field: dict[str, Any], where: str, message: str) -> None:
    [(path, words)] = told_of_field(field)

    assert (path, message in words) == (where, True)


def test_an_unknown_word_is_dropped_there() -> None:
    """The code that reads such a schema is not the strict one."""
    assert told_of_field({"type": "array", "items": {**TEXT, "maxLenght": 1}}) == []
    assert told_of_field({**TEXT, "maxLenght": 1}) == [
        ("maxLenght", "maxLenght is not a field here; did you mean 'maxLength'?"),
    ]
