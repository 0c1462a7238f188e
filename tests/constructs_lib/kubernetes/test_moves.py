"""Which fields differ between two renderings: items of lists are followed by what names them."""

from typing import Any

import pytest

from constructs_lib.kubernetes.diff import moves
from constructs_lib.kubernetes.paths import format_path

A, B, C = {"name": "a", "value": 1}, {"name": "b", "value": 2}, {"name": "c", "value": 2}


def result(old: Any, new: Any) -> set[tuple[str, str]]:
    return {(format_path(field), how) for field, how in moves({"x": old}, {"x": new})}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (1, 1, set()),
        (1, 2, {("x", "value")}),
        (1, True, {("x", "value")}),
        ("1", 1, {("x", "value")}),
        ({"a": 1}, {"a": 1, "b": 2}, {("x.b", "appears")}),
        ({"a": 1, "b": {"c": 2}}, {"a": 1}, {("x.b.c", "presence")}),
        ({"a": {"b": 1}}, {"a": {}}, {("x.a.b", "presence")}),
        ({"a": {}}, {"a": {"b": 1}}, {("x.a", "value")}),
        ([A, B], [B, A], set()),
        ([A, B], [B], {("x[a].name", "presence"), ("x[a].value", "presence")}),
        ([B], [A, B], {("x[a].name", "appears"), ("x[a].value", "appears")}),
        ([A, B], [A, C], {("x[b].name", "value")}),
        ([1, 2, 3], [1, 3], {("x[1]", "presence")}),
        ([1, 2, 3], [1, 4, 3], {("x[1]", "value")}),
        ([1], [1, 2], {("x[1]", "appears")}),
        ([1, 2], [], {("x[0]", "presence"), ("x[1]", "presence")}),
        ([], [1], {("x", "value")}),
        ([A, {}], [A], {("x[1]", "presence")}),
        ([[1, 2]], [[1, 3]], {("x[0][1]", "value")}),
    ],
)
def test_what_moved(old: Any, new: Any, told: set[tuple[str, str]]) -> None:
    assert result(old, new) == told
