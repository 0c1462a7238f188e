"""Text for people at a terminal."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from plainsail.errors import ProjectError
from plainsail.terminal import Role, ask, many, printable, style, wants_colour, wrapped


def test_what_cannot_be_seen_is_written_out() -> None:
    assert printable("a\u202eb\x07\u200b\ud800") == "a\\u202eb\\x07\\u200b\\ud800"


def test_counts() -> None:
    assert (many(1, "object"), many(2, "object")) == ("1 object", "2 objects")


def test_colours_are_for_those_who_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert style("a", "removed") == "\x1b[31ma\x1b[0m"

    monkeypatch.setenv("NO_COLOR", "1")
    assert style("a", "error", bold=True) == "a"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"CLICOLOR": "0"}, False),
        ({"CLICOLOR": "1"}, None),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_what_variables_say_of_colours(
    said: dict[str, str], wanted: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)

    assert wants_colour() is wanted


@pytest.mark.parametrize("role", get_args(Role))
def test_every_role_is_read_on_black_and_on_white(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the eight basic colours red, green and magenta alone; what has none of them is bold or dim."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)

    said = set(re.findall(r"\d+", style("a", role).partition("a")[0]))

    assert said
    assert said <= {"1", "2", "31", "32", "35"}


def test_a_long_text_goes_on_under_its_indent() -> None:
    assert wrapped(f"  fix  {'word ' * 30}".rstrip(), then="       ")[1].startswith("       word")


def test_where_nobody_is_there_the_default_is_the_answer() -> None:
    assert ask("--app", "What is it called?", "web") == "web"
    with pytest.raises(ProjectError, match=r"^--app is missing; what is it called\?$"):
        ask("--app", "What is it called?")
