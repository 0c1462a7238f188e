"""Text for people at a terminal."""

from __future__ import annotations

import pytest

from plainsail.errors import ProjectError
from plainsail.terminal import ask, many, printable, style, wrapped


def test_what_cannot_be_seen_is_written_out() -> None:
    assert printable("a\u202eb\x07\u200b\ud800") == "a\\u202eb\\x07\\u200b\\ud800"


def test_counts() -> None:
    assert (many(1, "object"), many(2, "object")) == ("1 object", "2 objects")


def test_colours_are_for_those_who_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert style("a", colour="red") == "\x1b[31ma\x1b[0m"

    monkeypatch.setenv("NO_COLOR", "1")
    assert style("a", colour="red", bold=True) == "a"


def test_a_long_text_goes_on_under_its_indent() -> None:
    assert wrapped(f"  fix  {'word ' * 30}".rstrip(), then="       ")[1].startswith("       word")


def test_where_nobody_is_there_the_default_is_the_answer() -> None:
    assert ask("--app", "What is it called?", "web") == "web"
    with pytest.raises(ProjectError, match=r"^--app is missing; what is it called\?$"):
        ask("--app", "What is it called?")
