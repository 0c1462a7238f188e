"""Python files as text and syntax tree: which statements say a name."""

import ast
import os
from pathlib import Path

import pytest

from plainsail.provenance.source import SourceFile, read

TEXT = """
x = 1  # why


class Outer:
    class Inner:
        a = 1


if x:
    class Outer:
        b = 2
"""


@pytest.fixture
def source(tmp_path: Path) -> SourceFile:
    (tmp_path / "a.py").write_text(TEXT, encoding="utf-8")
    return read(tmp_path / "a.py")


def test_a_line_has_its_comment_and_no_blanks_around(source: SourceFile) -> None:
    assert source.line(2) == "x = 1  # why"


@pytest.mark.parametrize("number", [0, 99])
def test_a_line_that_is_not_there_is_empty(number: int, source: SourceFile) -> None:
    assert source.line(number) == ""


def test_the_last_class_of_a_name_is_the_one(source: SourceFile) -> None:
    found = source.class_named("Outer")

    assert found is not None
    assert found.lineno == 11


@pytest.mark.parametrize("name", ["Nothing", "Outer.Inner.More", "Outer.<locals>.Inner"])
def test_a_class_that_no_statement_makes_is_none(name: str, source: SourceFile) -> None:
    assert source.class_named(name) is None


def test_a_file_is_parsed_again_when_it_has_changed(source: SourceFile) -> None:
    source.path.write_text("y = 2\n", encoding="utf-8")
    os.utime(source.path, ns=(1, 1))

    assert read(source.path).line(1) == "y = 2"


def test_a_file_is_parsed_once_while_it_stays_the_same(source: SourceFile) -> None:
    assert read(source.path) is source


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("a = 1\na = 2\n", "a", ["1", "2"]),
        ("a: int = 1\n", "a", ["1"]),
        ("a = b = 1\n", "b", ["1"]),
        ("a, (b, c) = 1, (2, 3)\n", "c", ["3"]),
        ("a, b = f()\n", "b", [None]),
        ("if x:\n    a = 1\nelse:\n    a = 2\n", "a", ["1", "2"]),
        ("try:\n    a = 1\nexcept E:\n    a = 2\nfinally:\n    a = 3\n", "a", ["1", "2", "3"]),
        ("match x:\n    case 1:\n        a = 1\n", "a", ["1"]),
        ("with f() as x:\n    a = 1\n", "a", ["1"]),
        ("for a in x:\n    pass\n", "a", [None]),
        ("a |= 1\n", "a", ["1"]),
        ("a += 1\n", "a", [None]),
        ("a['b'] = 1\n", "a", ["1"]),
        ("a.update(b)\n", "a", ["b"]),
        ("from m import n as a\n", "a", [None]),
        ("import a.b\n", "a", [None]),
        ("def f():\n    a = 1\n", "a", []),
        ("class A:\n    a = 1\n", "a", []),
    ],
)
def test_every_statement_that_says_a_name_is_found(
    text: str, name: str, values: list[str | None], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    source = SourceFile(tmp_path / "a.py")

    found = [binding.value and ast.unparse(binding.value) for binding in source.bindings(source.tree, name)]

    assert found == values
