"""One round after a save: render, plan, check; in a fork that has imported everything but the settings."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import click

from plainsail.library import PACKAGES
from plainsail.pager import PAGER
from plainsail.project.observed import Observed
from plainsail.project.project import Project, use_code_of
from plainsail.running import COULD_NOT_RUN, exit_code
from plainsail.terminal import style, wants_colour


class Rounds:
    """The rounds of one project, each with the commands of `tool`; what one imports, the next finds in memory."""

    def __init__(self, tool: click.Command, root: Path, targets: Sequence[str], against: str | None) -> None:
        self._tool, self._root = tool, root
        compared = ("--against", against) if against else ()
        self._planning = ("plan", "--exit-zero", *compared, *targets)

    def run(self) -> None:
        """Does a round in a fork, and waits for it."""
        sys.stdout.flush()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.environ[PAGER] = ""  # each round is read while the next is made
            os.close(reading)
            with os.fdopen(writing, "w") as report:
                self._round()
                report.write(json.dumps(sorted(self._imported())))
            sys.stdout.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as report:
            said = report.read()
        os.waitpid(child, 0)
        self._import(json.loads(said or "[]"))

    def _round(self) -> None:
        project = Project(self._root)
        began = time.monotonic()
        for arguments, end in ((("synth",), ""), (self._planning, "rendered and planned"), (("check",), "checked")):
            try:
                code = exit_code(self._tool, arguments, name="plainsail", project=project)
            except BaseException:
                code = COULD_NOT_RUN
            if code == COULD_NOT_RUN:
                _say("not rendered" if not end else f"not {end.rpartition(' ')[2]}", began)
                return
            if end:
                _say(end, began)

    def _imported(self) -> set[str]:
        """What the round imported, but for the project's settings, which the next may find changed."""
        settings = Observed(self._root).modules()
        return {name for name in sys.modules if name not in settings and not name.startswith("__")}

    def _import(self, names: Sequence[str]) -> None:
        use_code_of(self._root)
        for name in names:
            if name not in sys.modules:
                with suppress(Exception):  # made by the round itself, or for it alone
                    import_module(name)


def is_code(path: str) -> bool:
    """Whether a path is code that is imported once: after a change of it, all is imported anew."""
    return path.partition("/")[0] in (*PACKAGES, "plainsail", "checks") and path.endswith(".py")


def _say(what: str, began: float) -> None:
    line = f"{time.strftime('%H:%M:%S')} {what} after {1000 * (time.monotonic() - began):.0f} ms"
    click.echo(style(line, "aside"), color=wants_colour())
    sys.stdout.flush()


@contextmanager
def until_interrupted() -> Iterator[None]:
    """Ends at Ctrl-C without a word: that is how one leaves."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo()
