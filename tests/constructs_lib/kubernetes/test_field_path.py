"""Paths to fields of rendered objects."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.field_path import NoSuchField, locate, parse

OBJECT = {
    "metadata": {"annotations": {"a.b/c": "1"}},
    "spec": {"containers": [{"name": "app", "args": ["x", "y"]}, {"name": "0", "args": []}]},
}


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("spec", [("key", "spec")]),
        ("spec.a-b.c_d", [("key", "spec"), ("key", "a-b"), ("key", "c_d")]),
        ("a[app].b[0]", [("key", "a"), ("item", "app"), ("key", "b"), ("item", "0")]),
        ('a["b.c/d"].e', [("key", "a"), ("key", "b.c/d"), ("key", "e")]),
    ],
)
def test_the_parts_of_a_path(path: str, parts: list[tuple[str, str]]) -> None:
    assert parse(path) == parts


@pytest.mark.parametrize("path", ["", ".", "a.", "a..b", "a[", "a[]", "a b", ".a.", 'a["]', "a.b]"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        parse(path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ('metadata.annotations["a.b/c"]', "1"),
        ("spec.containers[app].args[1]", "y"),
        ("spec.containers[1].name", "0"),
        ("spec.containers[0].name", "0"),  # a name wins over a position
    ],
)
def test_where_a_path_leads(path: str, value: str) -> None:
    holder, key = locate(OBJECT, path)

    assert holder[key] == value


def test_the_last_part_may_be_new() -> None:
    assert locate(OBJECT, "spec.new") == (OBJECT["spec"], "new")


@pytest.mark.parametrize(
    "path", ["status.x", "spec.containers[web]", "spec.containers.app", "metadata[0]", "spec.containers[app].args[2]"]
)
def test_where_no_path_leads(path: str) -> None:
    with pytest.raises(NoSuchField):
        locate(OBJECT, path)
