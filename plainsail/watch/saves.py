"""Prints the paths that change below the folders that it is given, a line of JSON for each save.

A process of its own: what watches runs threads, and whoever is forked must have none.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

_STEP = 5
"""Milliseconds without another change that end a save: an editor writes several files, or one in several steps."""
_LOOK = 200
"""Milliseconds between two looks at whether the process that asked is still there."""
_UNWATCHED = {"dist", "node_modules"}


def folders_of(root: Path) -> list[str]:
    """The folders of a project that hold what is rendered: neither hidden ones nor what was rendered or installed."""
    folders = (path for path in sorted(root.iterdir()) if path.is_dir())
    return [
        str(path)
        for path in folders
        if path.name[0] != "." and path.name not in _UNWATCHED and not (path / "pyvenv.cfg").exists()
    ]


def saves(root: Path) -> Iterator[list[str]]:
    """For each save, the paths from the project's folder; first an empty one, when changes begin to be seen.

    Ends with the process that asked, however that ends.
    """
    asking = os.getppid()
    watching = watch(
        *folders_of(root),
        watch_filter=DefaultFilter(),
        step=_STEP,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    begun = False
    for changes in watching:
        if os.getppid() != asking:
            return
        if changes or not begun:
            yield sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
        begun = True


if __name__ == "__main__":
    for paths in saves(Path(sys.argv[1])):
        sys.stdout.write(f"{json.dumps(paths)}\n")
        sys.stdout.flush()
