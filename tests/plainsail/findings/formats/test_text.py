"""Findings as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click import unstyle

from plainsail.findings.formats.text import write
from tests.plainsail.findings.planted import CONTAINER, FILE, LINE, QUIET, REPORT, report_of

WRITTEN = """\
error[liveness-before-readiness] production, staging  Deployment/backend app
  killed after 10 s, but leaves rotation only after 30 s
  set by  envs/backend/base.py:16  liveness_probe = Probe("/live", period_seconds=5)
  fix     raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`

warning[waiver]  CronJob/sync spec.schedule (namespace jobs)
  100 % odd
  in      some, odd:name.yaml:7
  fix     mend it

not looked at: image/Dockerfile
18 objects, 41 checks: 1 error, 1 warning (1 waived)"""


def test_a_paragraph_for_each_finding_and_a_line_that_counts() -> None:
    assert unstyle(write(REPORT)) == WRITTEN


def test_a_clean_run_says_what_it_did() -> None:
    assert unstyle(write(QUIET)) == "18 objects, 41 checks: nothing to say (1 waived)"


def test_the_severity_has_a_colour_unless_nobody_wants_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert write(REPORT).startswith("\x1b[31m\x1b[1merror[")

    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b" not in write(REPORT)


def test_prose_is_wrapped_and_a_line_of_source_is_shown_whole() -> None:
    source = "x = " + "1 + " * 25 + "1"
    result = replace(CONTAINER, message="word " * 60, lines=(replace(LINE, text=source),))

    lines = unstyle(write(report_of(result))).splitlines()

    assert max(len(line) for line in lines if "set by" not in line) <= 100
    assert any(line.endswith(source) for line in lines)


def test_what_a_terminal_would_obey_is_written_out() -> None:
    nasty = replace(FILE, where=replace(FILE.where, path="\x1b[2J", object="\u202e"), message="\x9b", fix="\ud800")

    written = unstyle(write(report_of(nasty)))

    assert not {"\x1b", "\u202e", "\x9b", "\ud800"} & set(written)


def test_of_many_lines_the_first_are_shown() -> None:
    result = replace(CONTAINER, lines=tuple(replace(LINE, line=number) for number in range(1, 6)))

    assert "\n          and 2 more lines\n" in unstyle(write(report_of(result)))
