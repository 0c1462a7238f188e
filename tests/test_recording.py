"""The recording shows what commands print, for about thirty seconds."""

from __future__ import annotations

import re

import pytest

from tools import recording
from tools.documents import ROOT
from tools.recording import numbered, play
from tools.story import Run

KEPT = (ROOT / recording.PAGE).read_text(encoding="utf-8")


@pytest.mark.sample
@pytest.mark.slow
def test_the_recording_is_what_the_commands_print() -> None:
    assert recording.draw(ROOT) == KEPT, "run `make pictures`"


def test_it_takes_thirty_seconds() -> None:
    [seconds] = re.findall(r"animation:([\d.]+)s infinite", KEPT)

    assert 27 < float(seconds) < 33


def test_its_words_tell_the_story_to_those_who_do_not_see_it() -> None:
    [told] = re.findall(r"<desc[^>]*>(.*)</desc>", KEPT, re.DOTALL)

    assert re.findall(r"^\$ plainsail (\w+)", told, re.MULTILINE) == ["plan", "synth", "synth", "explain"]
    assert told.index("info[pods-restart]") < told.index("error[") < told.index("nothing to say")
    assert "set by  envs/backend/production.py:13" in told


def test_a_change_has_the_numbers_of_its_lines() -> None:
    shown = numbered(" b\n-c = 1\n+c = 2\n+d\n e\n", "a\nb\nc = 1\ne\n", "a\nb\nc = 2\nd\ne\n")

    assert [line.words for line in shown] == ["   2  b", "   3 -c = 1", "   3 +c = 2", "   4 +d", "   5  e"]


def test_only_what_is_new_is_typed() -> None:
    shown = numbered("-c = 1\n+c = 2\n", "c = 1\n", "c = 2\n")

    assert [line.words[line.typed :] for line in shown if line.typed] == ["2"]


@pytest.mark.slow
def test_behind_a_command_that_fails_nothing_is_run() -> None:
    told = play([Run(command="plainsail gone && plainsail --version", pause=0)]).lines

    assert [line.words for line in told if "gone" in line.words][1:] != []
    assert not any(re.match(r"plainsail \d", line.words) for line in told)
