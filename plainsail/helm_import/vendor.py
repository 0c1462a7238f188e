"""Charts that lie outside the project are copied into it: synth reads nothing that is not committed with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from plainsail.errors import ProjectError

FOLDER = "vendor"
"""Where they are kept, each by the name of its app."""


@contextmanager
def copied(root: Path, charts: Mapping[str, Path]) -> Iterator[list[str]]:
    """Copies folders to paths in the project, over what is there; all is as before where the block fails.

    Gives what was done, a line each. Raises `ProjectError`.
    """
    with ExitStack() as undo, ExitStack() as afterwards:
        try:
            for path, chart in charts.items():
                _copy(chart, root / path, undo, afterwards)
        except OSError as error:
            afterwards.pop_all()
            why = (error.strerror or "cannot be copied").lower()
            raise ProjectError(f"{path}: {why}; nothing was written") from None
        try:
            yield [f"new      {path}/ (the chart)" for path in charts]
        except BaseException:
            afterwards.pop_all()
            raise
        undo.pop_all()


def _copy(chart: Path, there: Path, undo: ExitStack, afterwards: ExitStack) -> None:
    for folder in reversed(there.parents):
        if not folder.exists():
            folder.mkdir()
            undo.callback(folder.rmdir)
    if there.exists():
        aside = there.with_name(f".{there.name}.plainsail-{os.getpid()}")
        there.rename(aside)
        undo.callback(aside.rename, there)
        afterwards.callback(shutil.rmtree, aside, ignore_errors=True)
    undo.callback(shutil.rmtree, there, ignore_errors=True)
    shutil.copytree(chart, there, ignore=shutil.ignore_patterns(".git"))
