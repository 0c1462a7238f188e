"""Rows as columns: aligned where nobody looks, within the terminal where somebody does."""

from __future__ import annotations

import pytest

from plainsail import table as module
from plainsail.table import table

ROWS = [("id-of-one", "what is wrong with it, said in a few words"), ("id", "short")]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 30 columns."""
    monkeypatch.setattr(module, "columns", lambda: 30)


def test_where_there_is_no_terminal_a_row_is_a_line() -> None:
    assert table(ROWS) == "id-of-one  what is wrong with it, said in a few words\nid         short"


@pytest.mark.usefixtures("narrow")
def test_prose_is_wrapped_within_its_column() -> None:
    assert table(ROWS).splitlines() == [
        "id-of-one  what is wrong with",
        "           it, said in a few",
        "           words",
        "id         short",
    ]


@pytest.mark.usefixtures("narrow")
def test_an_indent_counts() -> None:
    assert max(map(len, table(ROWS, indent="    ").splitlines())) <= 30


@pytest.mark.usefixtures("narrow")
def test_a_place_is_never_broken() -> None:
    place = "envs/a-rather-long-name-of-an-app/production.py:123"

    assert place in table([("replicas", place)])


def test_no_cell_says_anything_that_a_terminal_would_obey() -> None:
    assert table([("a\x1b[2J", "b")]) == "a\\x1b[2J  b"
