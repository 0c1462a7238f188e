"""Rows of a list in JSON, and the lines that they stand on."""

from __future__ import annotations

import pytest

from plainsail.delivery.registry import Generated, read_rows
from plainsail.errors import ParseError

TEXT = """{
  "version": 1,
  "apps": [
    {
      "app": "a",
      "environment": "staging"
    },
    {"app": "b",
     "note": "apps: [{}]"}
  ]
}
"""


def test_rows_know_their_lines() -> None:
    first, second = read_rows(TEXT, "apps")

    assert (first.values, first.line_of(), first.line_of("environment")) == (
        {"app": "a", "environment": "staging"},
        4,
        6,
    )
    assert (second.line_of(), second.line_of("note"), second.line_of("environment")) == (8, 9, 8)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "it is not JSON: expecting value"),
        ('{\n"apps": [\n', 3, "it is not JSON: expecting value"),
        ('{\n<<<<<<< HEAD\n"apps": []}', 2, "it is not JSON: expecting property name enclosed in double quotes"),
        ("[]", 1, "it has no list 'apps' of objects"),
        ('{"apps": {}}', 1, "it has no list 'apps' of objects"),
        ('{"apps": [1]}', 1, "it has no list 'apps' of objects"),
        ('{"more": [{}]}', 1, "it has no list 'apps' of objects"),
    ],
)
def test_what_is_no_list(text: str, line: int, problem: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_rows(text, "apps")

    assert (caught.value.line, caught.value.problem) == (line, problem)
    assert Generated("a.json", text, "apps", ("app",), ()).readable_rows == ()


def test_a_file_that_is_not_there_has_no_rows() -> None:
    assert Generated("a.json", None, "apps", ("app",), ()).readable_rows == ()
