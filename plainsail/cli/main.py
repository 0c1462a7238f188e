"""The command line: finds the command, and imports it only then."""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from plainsail.commands import COMMANDS
from plainsail.completion import ASKS, names
from plainsail.errors import ProjectError
from plainsail.group import Group
from plainsail.project.project import Project
from plainsail.project.root import start_of
from plainsail.running import exit_code
from plainsail.terminal import WIDTH


class Commands(Group):
    """Imports a command when it is called for: `explain` must not pay for what `synth` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def sentences(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Those of `COMMANDS`."""
        return list(COMMANDS.items())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"plainsail.commands.{cmd_name.replace('-', '_')}").command
        return command


def _check_folder(context: click.Context, _option: click.Parameter, folder: str | None) -> None:
    if folder is not None and not Path(folder).is_dir() and not context.resilient_parsing:
        raise ProjectError(f"-C {folder}: is no folder; name one of a project's")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH})
@click.option(
    "-C",
    "_folder",
    metavar="DIR",
    expose_value=False,
    callback=_check_folder,
    help="Work on the project around DIR.",
    shell_complete=names.folders,
)
@click.version_option(package_name="plainsail", prog_name="plainsail", message="%(prog)s %(version)s")
def plainsail() -> None:
    """Kubernetes settings as Python classes, rendered to plain YAML.

    Exit codes: 0 nothing to say, 1 something must stop you or differs, 2 could not run.
    """


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns 0, 1 or 2. A shell that completes a line gets its answer, whatever goes wrong."""
    if shell := os.environ.get(ASKS):
        from plainsail.completion.shells import answer

        click.echo(answer(plainsail, arguments, shell), nl=False)
        return 0
    return exit_code(plainsail, arguments, name="plainsail", project=Project(start_of(arguments)[0] or Path.cwd()))
