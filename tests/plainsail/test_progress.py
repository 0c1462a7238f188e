"""The bar: who sees it, from when on, and that it leaves nothing behind."""

from __future__ import annotations

import io
import os
import pty
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from plainsail import progress as module
from plainsail.progress import progress, steps
from tests.plainsail.clones import clone, environ

ERASE = "\r\x1b[K"


class Terminal(io.StringIO):
    """A terminal, as far as anybody asks, and the streams of a program on it."""

    def __init__(self) -> None:
        super().__init__()
        self.program = SimpleNamespace(stdout=self, stderr=self)

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error and output, on one terminal; more than a second has passed, and more does with each step."""
    seen = Terminal()
    monkeypatch.setattr(module, "sys", seen.program)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(module, "_BEGUN", 0.0)
    at(monkeypatch, 1.0, each=0.2)
    return seen


def at(monkeypatch: pytest.MonkeyPatch, start: float, *, each: float) -> None:
    """A clock that begins at a second, and goes on by a part of one whenever it is looked at."""
    ticks = iter(range(10_000))
    monkeypatch.setattr(module, "monotonic", lambda: start + each * next(ticks))


def test_it_is_drawn_step_by_step_and_then_gone(terminal: Terminal) -> None:
    assert list(progress("abcd", "reading", 4)) == ["a", "b", "c", "d"]

    quarter = 10
    assert terminal.getvalue().split(ERASE) == [
        "",
        *(f"reading  [{'#' * quarter * n}{'-' * quarter * (4 - n)}]  {n}/4" for n in (1, 2, 3, 4)),
        "",
    ]


def test_nothing_is_drawn_within_the_first_second(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0.0, each=0.1)

    assert len(list(progress(range(9), "reading", 9))) == 9
    assert terminal.getvalue() == ""
    list(progress(range(9), "checking", 9))
    assert "checking" in terminal.getvalue()


def test_it_is_drawn_ten_times_a_second_at_most(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 5.0, each=0.001)

    list(progress(range(1000), "reading", 1000))

    assert terminal.getvalue().count("reading") == 10


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_nobody_sees_it_where_nobody_can(term: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(terminal, "isatty", lambda: term == "dumb")

    assert list(progress("ab", "reading", 2)) == ["a", "b"]
    assert terminal.getvalue() == ""


def test_a_line_of_output_takes_its_place(terminal: Terminal) -> None:
    with steps("reading", 4) as advance:
        advance(1)
        terminal.program.stdout.write("half")
        advance(1)
        terminal.program.stderr.write(" a line\n")
        advance(2)

    _, first, rest, last, after = terminal.getvalue().split(ERASE)
    assert "1/4" in first
    assert rest == "half a line\n"
    assert "4/4" in last
    assert after == ""


def test_an_error_leaves_the_line_empty(terminal: Terminal) -> None:
    with pytest.raises(ZeroDivisionError):
        [1 // n for n in progress((1, 1, 0), "reading", 3)]

    assert terminal.getvalue().endswith(ERASE)
    assert terminal.program.stderr is terminal


def test_work_within_a_step_has_no_bar_of_its_own(terminal: Terminal) -> None:
    for _ in progress("ab", "outer", 2):
        assert list(progress("cd", "inner", 2)) == ["c", "d"]

    assert "outer" in terminal.getvalue()
    assert "inner" not in terminal.getvalue()


@pytest.mark.parametrize(("columns", "line"), [(30, "reading  [######------]  5/10"), (12, "reading  5/")])
def test_it_is_never_wider_than_the_terminal(
    columns: int, line: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "fileno", lambda: 2)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 20)))

    with steps("reading", 10) as advance:
        advance(5)

    assert terminal.getvalue().split(ERASE)[1] == line


SLOW = """
import sys, time
from plainsail import progress
from plainsail.render import apps
progress._PATIENCE = progress._PAUSE = 0
render = apps._render

def slow(root, name):
    time.sleep(float(sys.argv[1]) if name == "staging/backend" else 0)
    return render(root, name)

slow.__module__, slow.__qualname__ = "plainsail.render.apps", "_render"
apps._render = slow
from plainsail.cli.main import run
sys.exit(run(sys.argv[2:]))
"""


def on_a_terminal(seconds: str, *arguments: str, folder: Path, interrupt: bool = False) -> tuple[int, str]:
    """The exit code of a command whose apps take their time, and what a terminal shows of its standard error."""
    process, theirs = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        command = (sys.executable, "-c", SLOW, seconds, *arguments)
        os.execve(command[0], command, environ(TERM="xterm", PYTHONPATH="."))  # noqa: S606 - as a terminal does
    shown = b""
    try:
        while chunk := os.read(theirs, 4096):
            shown += chunk
            if interrupt and b"1/2" in shown:
                interrupt = False
                os.write(theirs, b"\x03")
    except OSError:  # the end of a terminal
        pass
    os.close(theirs)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


def test_processes_that_share_the_work_are_counted_in_one(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")

    code, shown = on_a_terminal("0", "synth", "--check", "--jobs", "2", folder=project)

    *drawn, end = shown.split(ERASE)
    assert any("rendering apps" in line and line.endswith("2/2") for line in drawn)
    assert (code, end) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_one_line(jobs: str, tmp_path: Path) -> None:
    project = clone(tmp_path / "project")

    code, shown = on_a_terminal("2", "synth", "--jobs", jobs, folder=project, interrupt=True)

    assert (code, shown.split(ERASE)[-1]) == (2, "interrupted; nothing is left half written\r\n")
