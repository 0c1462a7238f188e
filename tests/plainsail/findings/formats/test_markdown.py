"""Findings as a comment on a pull request, or a job's summary."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsail.findings.formats.markdown import LIMIT, escaped, write
from tests.plainsail.findings.planted import CONTAINER, FILE, LINE, QUIET, REPORT, report_of

NASTY = ["a | b", "</details>", "<!-- x", "@admin", "#1", "```\n@admin", "[x](y)", "*b*", "a\nb", "&#64;", "\x1b[2J"]


def test_a_count_then_a_table_then_why_it_matters() -> None:
    lines = write(REPORT).splitlines()

    assert lines[:10] == [
        "### Check",
        "",
        "18 objects, 41 checks&#58; 1 error, 1 warning (1 waived)",
        "",
        "not looked at: image/Dockerfile",
        "",
        "| | check | where | what | set by |",
        "|---|---|---|---|---|",
        (
            "| **error** | liveness-before-readiness | production, staging<br><code>Deployment/backend app</code> | "
            "killed after 10 s, but leaves rotation only after 30 s<br>fix: raise &#96;liveness&#95;probe&#96; until "
            "period x threshold exceeds that of &#96;readiness&#95;probe&#96; | "
            "<code>envs/backend/base.py&#58;16</code> |"
        ),
        (
            "| warning | waiver | <code>CronJob/sync spec.schedule (namespace jobs)</code><br>"
            "<code>some, odd&#58;name.yaml&#58;7</code> | 100 % odd<br>fix: mend it |  |"
        ),
    ]
    assert lines[11].startswith("<details><summary>liveness-before-readiness: Liveness gives up before readiness does")
    assert lines.count("</details>") == 2


def test_nothing_to_say_is_a_sentence() -> None:
    assert write(QUIET) == "### Check\n\n18 objects, 41 checks&#58; nothing to say (1 waived)"


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_from_yaml_breaks_out(nasty: str) -> None:
    where = replace(CONTAINER.where, object=nasty, field=nasty, path=nasty)
    result = replace(CONTAINER, where=where, message=nasty, fix=nasty, environments=(nasty,))
    lines = replace(result, lines=(replace(LINE, path=nasty, text=nasty),))

    text = write(replace(report_of(result, lines), left_out=(nasty,), about=nasty))

    assert text.count("<details>") == text.count("</details>") == 1
    assert not re.search(r"[@\[\]\x1b]|<!--|`|(?<!#)#(?![#\d ])", text)
    assert {line.count("|") for line in text.splitlines() if line.startswith("|")} == {6}


@given(st.text())
def test_escaped_text_holds_nothing_that_means_something(text: str) -> None:
    shown = re.sub(r"&#\d+;", "", escaped(text))

    assert not set("|<>@#*_`[]~&\\!\n$") & set(shown)


def test_a_call_is_taken_apart() -> None:
    assert escaped("@admin") == "&#64;&#8203;admin"


@pytest.mark.parametrize("message", ["é" * 5000, "<" * 5000])
def test_it_fits_however_much_was_found(message: str) -> None:
    """The least grave are left out whole, and counted."""
    text = write(report_of(*(replace(FILE, message=f"{number} {message}") for number in range(400))))

    shown = len([line for line in text.splitlines() if line.startswith("| warning")])
    assert len(text.encode()) < LIMIT
    assert 0 < shown < 400
    assert f"\n{400 - shown} more findings left out.\n" in text


def test_of_many_lines_the_first_are_named() -> None:
    result = replace(CONTAINER, lines=tuple(replace(LINE, line=number) for number in range(1, 6)))

    assert "base.py&#58;3</code><br>and 2 more |" in write(report_of(result))
