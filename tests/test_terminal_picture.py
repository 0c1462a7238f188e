"""A terminal as a picture: prints keep their looks, lines come in order, the last frame stands without motion."""

from __future__ import annotations

import re

import pytest

from tools.documents import DocumentError
from tools.svg import HIGH
from tools.terminal_picture import COLUMNS, Line, Terminal, coloured, plain


def drawn(*lines: Line) -> str:
    """The picture of a terminal in which the lines come one after the other, and stay for a second."""
    terminal = Terminal()
    for line in lines:
        terminal.show([line], 1)
    return terminal.draw("A title")


def test_colours_and_weights_become_classes() -> None:
    [line] = coloured("\x1b[31m\x1b[1merror\x1b[0m\x1b[2m here\x1b[0m.\n")

    assert line == Line((("error", "bad bold"), (" here", "dim"), (".", "")))


def test_a_colour_lasts_until_it_is_ended() -> None:
    assert coloured("\x1b[32ma\nb\x1b[0m\n") == [plain("a", "good"), plain("b", "good")]


def test_a_colour_without_a_class_is_refused() -> None:
    with pytest.raises(DocumentError, match="pictures do not know the colour 33"):
        coloured("\x1b[33myellow\x1b[0m")


def test_a_line_that_would_leave_the_frame_is_refused() -> None:
    with pytest.raises(DocumentError, match=f"^this does not fit into {COLUMNS} columns:\nx{{{COLUMNS + 1}}}$"):
        drawn(plain("x" * (COLUMNS + 1)))


def test_columns_stay_where_they_are() -> None:
    """SVG would make one space of two."""
    told = re.findall(r'<text x="(\d+)"[^>]*>([^<]*)<', drawn(plain("  set by  a b")))

    assert told == [("32", "set by"), ("96", "a b")]


def test_lines_come_one_after_the_other_and_stay() -> None:
    told = re.findall(r"@keyframes s\d+\{from\{opacity:0;[^}]*\}([\d.]+)%\{opacity:1\}\}", drawn(*map(plain, "abc")))

    assert [float(moment) for moment in told] == [11.765, 41.176, 70.588]


def test_what_is_typed_comes_key_by_key() -> None:
    picture = drawn(Line((("$ ", "dim"), ("plainsail", "")), typed=2))

    assert "steps(9)" in picture
    assert "translateX(72px)" in picture


def test_lines_leave_at_the_top_when_others_come() -> None:
    picture = drawn(*(plain(str(number)) for number in range(26)))

    assert re.findall(r"translateY\((-?\d+)px\)", picture) == ["-38", "0", "-19", "-19", "-38"]
    assert HIGH == 19


def test_without_motion_the_last_frame_stands() -> None:
    picture = drawn(*(plain(str(number)) for number in range(26)))
    still, motion = picture.split("@media(prefers-reduced-motion:no-preference)")

    assert "animation" not in still
    assert ".keys{opacity:0}.all{transform:translateY(-38px)}" in still
    assert motion.count("animation-name") == 27
