"""The command line: finds the command and imports it only then; turns whatever goes wrong into one line and a code."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from plainsail.commands import COMMANDS
from plainsail.completion import ASKS, names
from plainsail.errors import TRACEBACK, ProjectError
from plainsail.group import Group
from plainsail.process import INTERRUPTED
from plainsail.project.project import Project, start_of
from plainsail.terminal import WIDTH


class Commands(Group):
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


COULD_NOT_RUN = 2


def exit_code(command: click.Command, arguments: Sequence[str], *, name: str, project: Project) -> int:
    """Runs the command; returns the exit code that it returns (0 or 1), or 2 after one line about what went wrong."""
    try:
        with command.make_context(name, list(arguments), obj=project) as context:
            result = command.invoke(context)
        if sys.stdout:
            sys.stdout.flush()
    except click.exceptions.Exit as done:  # --help, --version
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        return _fail(error.format_message())
    except click.ClickException as error:
        return _fail(_usage(error))
    except (KeyboardInterrupt, click.Abort):
        return _fail(INTERRUPTED)
    except Exception as error:
        return _fail(_line(error, project))
    return result if isinstance(result, int) else 0


def _fail(message: str) -> int:
    with suppress(OSError):  # nobody is there to read it; the exit code still tells
        click.echo(message, err=True)
    return COULD_NOT_RUN


def _line(error: Exception, project: Project) -> str:
    from plainsail.provenance.diagnostics import diagnose

    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    return diagnose(error, project.around or Path.cwd())


def _usage(error: click.ClickException) -> str:
    """`plainsail synth: no such option '--evn'; did you mean '--env'?`."""
    from constructs_lib.kubernetes.nearest import did_you_mean

    message, _, meant = error.format_message().partition(" Did you mean ")
    message = message[:1].lower() + message[1:].rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return message
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = context.command.list_commands(context) if isinstance(context.command, click.Group) else []
        near = did_you_mean(error.command_name, known)
    else:
        near = f"; did you mean {meant}" if meant else ""
    return f"{context.command_path}: {message}{near or f'; `{context.command_path} -h` lists what there is'}"
