"""One round after a save: render, plan, check; in a fork that has imported everything but the settings."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from plainsail.library import PACKAGES
from plainsail.project.project import Project, use_code_of
from plainsail.running import COULD_NOT_RUN, exit_code

_USED = (
    "cdk8s",
    "charts",
    "constructs_lib.settings",
    "plainsail.attribution.locate",
    "plainsail.checks",
    "plainsail.findings.formats",
    "plainsail.findings.runner",
    "plainsail.plan.consequences",
    "plainsail.plan.formats",
    "plainsail.plan.report",
    "plainsail.plan.trees",
    "plainsail.plan.whole_apps",
    "plainsail.render.charts",
    "plainsail.render.publish",
    "plainsail.render.rendering",
)
"""What rounds import; none of it reads the project's settings."""


def warm_up(root: Path) -> None:
    """Imports what every round needs, and has the code of charts and tool read once."""
    from plainsail.render.kept.code import code_digest
    from plainsail.render.kernel import local_kernel

    use_code_of(root)
    for module in _USED:
        import_module(module)
    with local_kernel():
        pass
    code_digest(root)


def is_code(path: str) -> bool:
    """Whether a path is code that is imported once: after a change of it, all is imported anew."""
    return path.partition("/")[0] in (*PACKAGES, "plainsail", "checks") and path.endswith(".py")


def run(tool: click.Command, root: Path, targets: Sequence[str], against: str | None) -> None:
    """Does a round in a fork, and waits for it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = COULD_NOT_RUN
        try:
            _round(tool, root, targets, against)
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    os.waitpid(child, 0)


def _round(tool: click.Command, root: Path, targets: Sequence[str], against: str | None) -> None:
    project = Project(root)
    began = time.monotonic()
    done = []
    compared = ("--against", against) if against else ()
    for said, arguments in (
        ("rendered", ("synth",)),
        ("planned", ("plan", "--exit-zero", *compared, *targets)),
        ("checked", ("check",)),
    ):
        code = exit_code(tool, arguments, name="plainsail", project=project)
        sys.stdout.flush()
        if code == COULD_NOT_RUN:
            break
        done.append(f"{said} after {1000 * (time.monotonic() - began):.0f} ms")
    clock = time.strftime("%H:%M:%S")
    click.secho(f"{clock} {', '.join(done) or 'not rendered'}", dim=True)


@contextmanager
def quietly() -> Iterator[None]:
    """Ends at Ctrl-C without a word: that is how one leaves."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo()
