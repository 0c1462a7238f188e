"""Which fields differ between two renderings: items of lists are followed by what names them."""

from typing import Any

import pytest

from plainsail.attribution.moves import item_names, leaves_of, moves, shown

A, B, C = {"name": "a", "value": 1}, {"name": "b", "value": 2}, {"name": "c", "value": 2}


def found(old: Any, new: Any) -> set[tuple[str, str]]:
    return {(shown(field), how) for field, how in moves({"x": old}, {"x": new})}


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
    ],
)
def test_what_moved(old: Any, new: Any, told: set[tuple[str, str]]) -> None:
    assert found(old, new) == told


@pytest.mark.parametrize(
    ("items", "names"),
    [
        ([A, B], ["a", "b"]),
        ([{"mountPath": "/a", "name": "v"}, {"mountPath": "/b", "name": "v"}], ["/a", "/b"]),
        (
            [{"resource": {"name": "cpu"}, "type": "R"}, {"resource": {"name": "memory"}, "type": "R"}],
            ["cpu", "memory"],
        ),
        ([{"containerPort": 80}], ["80"]),
        ([A, A], None),
        (["a", "b"], None),
        ([{"name": "a b"}], None),
        ([], None),
    ],
)
def test_what_names_an_item(items: list[Any], names: list[str] | None) -> None:
    assert item_names(items) == names


def test_every_field_down_to_its_last_parts() -> None:
    document = {"spec": {"ports": [{"name": "http", "port": 80}], "empty": {}, "args": ["a"]}}

    assert {shown(field): value for field, value in leaves_of(document)} == {
        "spec.ports[http].name": "http",
        "spec.ports[http].port": 80,
        "spec.empty": {},
        "spec.args[0]": "a",
    }
