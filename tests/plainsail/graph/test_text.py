"""Widths of texts: never less than a font's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plainsail.graph.text import fitted, in_two, width


@given(st.text(max_size=60), st.floats(20, 300), st.booleans())
def test_what_is_fitted_is_no_wider_than_its_room(text: str, room: float, bold: bool) -> None:
    for line in (fitted(text, room, 11, bold=bold), *in_two(text, room, 11, bold=bold)):
        assert width(line, 11, bold=bold) <= room or len(line) == 1


@given(st.text(st.characters(codec="ascii", categories=("L", "N")), max_size=80))
def test_two_lines_that_hold_all_leave_nothing_out(text: str) -> None:
    lines = in_two(text, 300, 11)

    assert "".join(lines) == text or "…" in lines[-1]


def test_a_name_breaks_behind_a_sign() -> None:
    assert in_two("blog-redis-configuration", 100, 11) == ("blog-redis-", "configuration")


def test_a_name_without_a_sign_breaks_where_it_must() -> None:
    first, second = in_two("a" * 30, 100, 11)

    assert len(first) == 13
    assert second == "aaaaaa…aaaaaa"


def test_signs_that_move_a_cursor_are_written_out() -> None:
    assert fitted("a\x1bb\u202ec", 200, 11) == "a\\x1bb\\u202ec"


def test_signs_of_other_scripts_are_taken_for_wide_ones() -> None:
    assert width("名前", 10) >= 20
    assert width("🚀", 10) >= 14
    assert width("e\u0301", 10) == width("e", 10)
