"""Findings as lines, and the problem matchers that read them: VS Code's and GitHub's."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plainsail.findings.formats.lines import write
from plainsail.findings.report import Result
from plainsail.location import Location
from tests.plainsail.findings.planted import CONTAINER, FILE, QUIET, REPORT, report_of

ROOT = Path(__file__).resolve().parents[4]
EDITOR: dict[str, Any] = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"][0]
GITHUB: list[dict[str, Any]] = json.loads((ROOT / ".github/plainsail-matcher.json").read_text(encoding="utf-8"))[
    "problemMatcher"
]

ABOUT = "production, staging Deployment/backend app: killed after 10 s, but leaves rotation only after 30 s"
FIX = "raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`"


def read(matcher: dict[str, Any], line: str) -> dict[str, str] | None:
    """What a problem matcher takes out of a line; the names of its groups are both programs' own."""
    pattern = matcher["pattern"]
    [said] = pattern if isinstance(pattern, list) else [pattern]
    found = re.search(said["regexp"], line)
    if not found:
        return None
    taken = {key: found[group] for key, group in said.items() if key != "regexp"}
    return {"severity": matcher.get("severity", "error"), **taken}


def test_a_finding_is_a_line_at_the_line_of_python() -> None:
    first, _ = write(REPORT).splitlines()

    assert first == f"envs/backend/base.py:16: error: {ABOUT}; fix: {FIX} [liveness-before-readiness]"


def test_nothing_to_say_is_no_line() -> None:
    assert write(QUIET) == ""


def test_without_a_file_the_project_is_named() -> None:
    idle = replace(FILE, where=Location("", 1), message="is idle", fix="")

    assert write(report_of(idle)) == "cdk8s.yaml:1: warning: is idle [waiver]"


def test_what_would_end_a_line_or_be_obeyed_by_a_terminal_does_not() -> None:
    odd = replace(FILE, where=Location("", 1), message="a\nb\x1b[2J", fix="")

    assert write(report_of(odd)) == r"cdk8s.yaml:1: warning: a b\x1b[2J [waiver]"


CASES: list[tuple[Result, str, str]] = [
    (CONTAINER, "envs/backend/base.py", "16"),
    (FILE, "some, odd:name.yaml", "7"),
    (replace(FILE, where=replace(FILE.where, path="a b/x y.yaml")), "a b/x y.yaml", "7"),
    (replace(FILE, message="not 80:90: error: twice [odd]"), "some, odd:name.yaml", "7"),
    (replace(FILE, where=Location("", 1)), "cdk8s.yaml", "1"),
]


@pytest.mark.parametrize(("result", "path", "line"), CASES)
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_an_editor_reads_every_finding(result: Result, path: str, line: str, severity: Any) -> None:
    taken = read(EDITOR["problemMatcher"], write(report_of(replace(result, severity=severity))))

    assert taken is not None
    assert (taken["file"], taken["line"], taken["severity"]) == (path, line, severity)
    assert taken["code"] == result.rule.id
    assert result.message in taken["message"]


@pytest.mark.parametrize(("result", "path", "line"), CASES)
@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_github_reads_every_finding_once(result: Result, path: str, line: str, severity: Any, level: str) -> None:
    """GitHub takes `info` for no severity, so that it has a matcher of its own."""
    text = write(report_of(replace(result, severity=severity)))

    [taken] = [taken for matcher in GITHUB if (taken := read(matcher, text))]

    assert (taken["file"], taken["line"], taken["severity"]) == (path, line, level)
    assert taken["code"] == result.rule.id


@pytest.mark.parametrize(
    "line", ["26 objects, 250 checks: nothing to say", "envs/backend/base.py:9: Base.hpaa is not a setting", ""]
)
def test_what_is_no_finding_is_left_alone(line: str) -> None:
    assert [read(matcher, line) for matcher in (*GITHUB, EDITOR["problemMatcher"])] == [None, None, None]


def test_the_task_asks_for_what_its_matcher_reads() -> None:
    assert EDITOR["args"] == ["check", "--format", "lines"]
