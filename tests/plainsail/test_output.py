"""What a real terminal gets of an answer: colours, links, its own width, and a pager for what is long."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.plainsail.terminals import environ, run

BROKEN = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: app
        image: nginx:latest
        resources: {limits: {memory: 1Gi}}
      - name: app
        image: nginx:latest
"""
CHECK = ("check", "--path", "web.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody's YAML, of which `check` finds more than a screen."""
    (tmp_path / "web.yaml").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def piped(*words: str, folder: Path, **said: str) -> str:
    """What `plainsail` writes into a pipe."""
    command = [sys.executable, "-m", "plainsail", *words]
    done = subprocess.run(command, cwd=folder, env=environ(**said), capture_output=True, text=True, check=False)
    return done.stdout


def pager(folder: Path, text: str) -> str:
    """A pager made of a script; it finds the answer on its standard input."""
    file = folder / "pager"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def test_a_terminal_gets_the_words_of_the_pipe_with_colours(folder: Path) -> None:
    shown = run(*CHECK, folder=folder, size="24x130", PAGER="cat")

    assert shown.code == 1
    assert "\x1b[31m\x1b[1merror[" in shown.text
    assert without_bar(click.unstyle(shown.text)) == piped(*CHECK, folder=folder)


def without_bar(text: str) -> str:
    """What stays on the screen: a bar is overwritten."""
    return re.sub(r"[^\n]*\r", "", text)


@pytest.mark.parametrize("said", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(said: dict[str, str], folder: Path) -> None:
    assert "\x1b[3" not in run(*CHECK, folder=folder, **said, PAGER="cat").text


def test_nothing_for_a_terminal_goes_into_a_pipe(folder: Path) -> None:
    text = piped(*CHECK, folder=folder, TERM="xterm-kitty", FORCE_HYPERLINK="1")

    assert "web.yaml:11" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("name", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_colours_go_into_a_pipe_where_somebody_says_so(name: str, folder: Path) -> None:
    assert "\x1b[31m" in piped(*CHECK, folder=folder, **{name: "1"})


def test_a_place_is_a_link_where_the_terminal_opens_them(folder: Path) -> None:
    shown = run(*CHECK, folder=folder, TERM="xterm-kitty", PAGER="cat").text

    assert re.search(rf"\x1b]8;;file://[^/]*{re.escape(str(folder))}/web\.yaml#11\x1b\\web\.yaml:11\x1b]8;;", shown)
    assert "\x1b]8" not in run(*CHECK, folder=folder, PAGER="cat").text


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_lines_are_as_wide_as_the_terminal_and_no_wider_than_prose(columns: int, folder: Path) -> None:
    shown = run(*CHECK, folder=folder, size=f"24x{columns}", NO_COLOR="1", PAGER="cat").text
    lines = without_bar(shown).splitlines()
    prose = [line for line in lines if not line.startswith("not looked at")]

    assert max(map(len, lines)) <= columns
    assert min(columns, 100) - 20 < max(map(len, prose)) <= min(columns, 100)


def test_a_name_cannot_speak_to_the_terminal(folder: Path) -> None:
    """As YAML writes it, and as a file has it."""
    (folder / "web.yaml").write_text(BROKEN.replace("nginx:latest", '"\\e]0;title\\a:latest"'), encoding="utf-8")

    shown = run(*CHECK, folder=folder, PAGER="cat").text

    assert "\x1b]" not in shown
    assert "\x07" not in shown


def test_a_long_answer_is_the_pagers(folder: Path) -> None:
    shown = run(*CHECK, folder=folder, PAGER=pager(folder, "echo paged; cat > got; echo $LESS > less"))

    assert shown.code == 1
    assert without_bar(shown.text) == "paged\n"
    assert (folder / "less").read_text() == "FRX\n"
    assert "\x1b[31m" in (folder / "got").read_text(encoding="utf-8")
    assert click.unstyle((folder / "got").read_text(encoding="utf-8")).endswith("info\n")


def test_a_variable_of_ours_is_above_that_of_all_programs(folder: Path) -> None:
    ours = pager(folder, "echo ours")

    assert "ours" in run(*CHECK, folder=folder, PLAINSAIL_PAGER=ours, PAGER="cat").text
    assert "ours" not in run(*CHECK, folder=folder, PLAINSAIL_PAGER="", PAGER=ours).text


@pytest.mark.parametrize(
    ("lines", "said", "why"),
    [
        (24, {"CI": "true"}, "nobody turns pages in CI"),
        (24, {"TERM": "dumb"}, "a terminal that cannot move its cursor has no pages"),
        (500, {}, "it fits"),
    ],
)
def test_an_answer_is_printed_where_no_pager_is_wanted(
    lines: int, said: dict[str, str], why: str, folder: Path
) -> None:
    shown = run(*CHECK, folder=folder, size=f"{lines}x80", PAGER=pager(folder, "echo paged"), **said)

    assert "paged" not in shown.text, why
    assert "error[" in shown.text


@pytest.mark.parametrize("name", ["no-such-pager", "less '", ""])
def test_without_a_pager_all_is_printed(name: str, folder: Path) -> None:
    shown = run(*CHECK, folder=folder, PAGER=name)

    assert (shown.code, "Traceback" in shown.text) == (1, False)
    assert "error[" in shown.text


@pytest.mark.parametrize("text", ["exit 0", "head -1", "exit 3", "kill -INT $$"])
def test_a_pager_that_is_closed_early_changes_nothing(text: str, folder: Path) -> None:
    """The exit code is that of the check, and nothing is said of pipes."""
    many = "---\n".join(BROKEN.replace("name: web", f"name: web-{number}") for number in range(300))
    (folder / "web.yaml").write_text(many, encoding="utf-8")

    shown = run(*CHECK, folder=folder, PAGER=pager(folder, text))

    assert shown.code == 1
    assert not re.search("Traceback|Error|pipe|interrupted", without_bar(shown.text).replace("error[", ""))


def test_an_interrupt_is_the_pagers_to_take(folder: Path) -> None:
    """Ctrl-C goes to all of a terminal's programs: a pager stops searching, and the command waits for it."""
    stop = "trap 'echo stopped' INT; kill -INT $PPID; kill -INT $$; sleep 0; echo read on"

    shown = run(*CHECK, folder=folder, PAGER=pager(folder, stop))

    assert shown.code == 1
    assert without_bar(shown.text) == "stopped\nread on\n"


def test_an_error_is_one_line_and_no_page(folder: Path) -> None:
    shown = run("check", "--path", "gone.yaml", folder=folder, size="1x80", PAGER=pager(folder, "echo paged"))

    assert shown.code == 2
    assert "gone.yaml" in shown.text
    assert "paged" not in shown.text


@pytest.mark.parametrize("form", ["json", "sarif", "markdown", "github", "lines"])
def test_what_programs_read_is_theirs_in_a_terminal_too(form: str, folder: Path) -> None:
    shown = run(*CHECK, "--format", form, folder=folder, TERM="xterm-kitty", PAGER=pager(folder, "echo paged"))

    assert without_bar(shown.text) == piped(*CHECK, "--format", form, folder=folder)
