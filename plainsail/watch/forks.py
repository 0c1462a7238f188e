"""Work in a fork of this process, which stays as it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from plainsail.project.observed import Observed
from plainsail.render.kernel import node_is_running


class Done(NamedTuple):
    """What a fork tells when it ends; nothing where it is killed."""

    imported: Sequence[str] = ()
    """The modules that it had in memory, but for the project's settings, which may change."""
    used_node: bool = False


def in_fork(work: Callable[[], None], root: Path) -> Done:
    """Does it in a fork, and waits. `root` is the project's folder."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:  # whatever happens, Ctrl-C too: what called this is not the fork's to end
            os.close(reading)
            with os.fdopen(writing, "w") as report:
                work()
                json.dump(_done(root), report)
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.close(writing)
    try:
        with os.fdopen(reading) as report:
            said = report.read()
    finally:
        os.waitpid(child, 0)
    with suppress(ValueError):
        return Done(*json.loads(said))
    return Done()


def _done(root: Path) -> Done:
    settings = Observed(root).modules()
    names = (name for name in sys.modules if name not in settings and not name.startswith("__"))
    return Done(sorted(names), node_is_running())
