"""Long answers, page by page, for people at a terminal: by `PLAINSAIL_PAGER`, `PAGER` or `less`, as Git does it."""

import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

PAGER = "PLAINSAIL_PAGER"
"""The variable that names a pager for this tool alone; empty or `cat`, there is none."""
_USUAL = "less"
_SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""Where a user says nothing: colours as colours, no page for what fits, and what was read stays on the screen."""
_NONE = ("", "cat")


def page(text: str, shown: str) -> bool:
    """Shows a text in a pager, as `shown`: with links in it. False where there is none to be had, or no need of one."""
    command = _command()
    if not command or not _is_long(text):
        return False
    sys.stdout.flush()
    with _interrupts_are_the_pagers():
        try:
            pager = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                env=_SETTINGS | os.environ,
                text=True,
                encoding="utf-8",
                errors="backslashreplace",
            )
        except OSError:  # there is no such program
            return False
        pager.communicate(f"{shown}\n")  # who closes it early has read enough
    return True


def _command() -> list[str]:
    environ = os.environ
    if environ.get("CI") or environ.get("TERM", "dumb") == "dumb":
        return []
    said = environ.get(PAGER, environ.get("PAGER", _USUAL)).strip()
    try:
        return [] if said in _NONE else shlex.split(said)
    except ValueError:  # a quotation mark that is never closed
        return []


def _is_long(text: str) -> bool:
    """Whether the terminal has fewer lines than the text takes in it."""
    size = os.get_terminal_size(sys.stdout.fileno())
    taken = sum(1 + max(len(line) - 1, 0) // max(size.columns, 1) for line in click.unstyle(text).split("\n"))
    return taken >= size.lines > 0


@contextmanager
def _interrupts_are_the_pagers() -> Iterator[None]:
    """Ctrl-C stops a search in a pager, and not the command behind it, whose exit code still counts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the pager would inherit
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
