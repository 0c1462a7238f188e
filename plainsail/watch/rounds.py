"""One round after a save: render, plan, check; in a fork that has imported everything but the settings."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from plainsail.library import PACKAGES
from plainsail.pager import PAGER
from plainsail.project.project import Project
from plainsail.running import COULD_NOT_RUN, exit_code
from plainsail.terminal import style, wants_colour
from plainsail.watch.forks import Done, in_fork
from plainsail.watch.memory import import_code, let_settings_go
from plainsail.watch.rehearsal import rehearse


class Rounds:
    """The rounds of one project, each with the commands of `tool`; what one imports, the next finds in memory."""

    def __init__(self, tool: click.Command, root: Path, targets: Sequence[str], against: str | None) -> None:
        self._tool, self._root = tool, root
        compared = ("--against", against) if against else ()
        self._planning = ("plan", "--exit-zero", *compared, *targets)

    def run(self) -> Done:
        """Does a round in a fork, and waits for it."""
        done = in_fork(self._round, self._root)
        import_code(self._root, done.imported)
        return done

    def prepare(self) -> None:
        """Has in memory, before anything is saved, all that a save needs but the settings.

        Done in a fork first: a Node that runs here would be shared by all rounds, and belong to none.
        """
        tried = in_fork(lambda: rehearse(Project(self._root)), self._root)
        if tried.imported and not tried.used_node:
            rehearse(Project(self._root))
            let_settings_go(self._root)
        else:
            import_code(self._root, tried.imported)
        gc.collect()
        gc.freeze()  # or looking for garbage would copy all of it in each round

    def _round(self) -> None:
        os.environ[PAGER] = ""  # each round is read while the next is made
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
