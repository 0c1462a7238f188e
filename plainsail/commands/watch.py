"""`plainsail watch`: renders, plans and checks after each save."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from plainsail.completion import arguments
from plainsail.group import examples
from plainsail.project.project import Project


@click.command(epilog=examples("watch", "watch staging/backend", "watch --against origin/production production"))
@arguments.targets
@arguments.against
@click.pass_context
def command(context: click.Context, targets: tuple[str, ...], against: str | None) -> int:
    """Render into dist/ after each save, say what it will do to the cluster, and check it.

    Ends with Ctrl-C.
    """
    from plainsail.watch.rounds import Rounds, is_code, until_interrupted

    project: Project = context.obj
    rounds = Rounds(context.find_root().command, project.root, targets, against)
    has_new_code = False
    with until_interrupted(), _saves(project.root) as saves:
        for paths in saves:
            has_new_code = any(map(is_code, paths))
            if has_new_code:
                break
            rounds.run()
            if not paths:
                rounds.prepare()
                click.echo(f"watching {project.root}; Ctrl-C ends it")
    if has_new_code:
        _start_again()
    return 0


@contextmanager
def _saves(root: Path) -> Iterator[Iterator[list[str]]]:
    """What is saved, as another process sees it; that ends with this one."""
    command = (sys.executable, "-m", "plainsail.watch.saves", str(root))
    library = str(Path(__file__).resolve().parents[2])
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join((library, os.environ.get("PYTHONPATH", "")))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ, text=True) as process:
        try:
            yield (json.loads(line) for line in process.stdout or ())
        finally:
            process.terminate()


def _start_again() -> None:
    """In the place of this process, with the code as it is now."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "plainsail", *sys.argv[1:]])  # noqa: S606 - itself, no shell
