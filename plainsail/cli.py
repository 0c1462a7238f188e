"""The command line: finds the command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from plainsail.commands import COMMANDS
from plainsail.project import Project, ProjectError

COULD_NOT_RUN = 2


class Commands(click.Group):
    """Imports a command when it is called for: `explain` must not pay for what `synth` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"plainsail.commands.{cmd_name.replace('-', '_')}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "folder", metavar="DIR", default=".", help="Work on the project around DIR.")
@click.version_option(version("plainsail"), prog_name="plainsail", message="%(prog)s %(version)s")
@click.pass_context
def plainsail(context: click.Context, folder: str) -> None:
    """Kubernetes settings as Python classes, rendered to plain YAML.

    Exit codes: 0 nothing to say, 1 something must stop you or differs, 2 could not run.
    """
    context.obj = Project(Path(folder))


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns 0, 1 or 2."""
    project = _project_of(arguments)
    try:
        result: Any = plainsail.main(args=list(arguments), prog_name="plainsail", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return COULD_NOT_RUN
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing was changed", err=True)
        return COULD_NOT_RUN
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return report(error, project)
    return result if isinstance(result, int) else 0


def report(error: BaseException, project: Project) -> int:
    """Says what went wrong, where, and what to do, in one line; returns 2."""
    from plainsail.blame import blame

    if os.environ.get("PLAINSAIL_TRACEBACK"):
        traceback.print_exception(error)
    try:
        root = project.root
    except ProjectError:
        root = Path.cwd()
    click.echo(blame(error, root), err=True)
    return COULD_NOT_RUN


def _project_of(arguments: Sequence[str]) -> Project:
    return Project(Path(arguments[1]) if arguments[:1] == ["-C"] and len(arguments) > 1 else Path.cwd())
