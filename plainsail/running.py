"""Runs a command: whatever goes wrong becomes one line and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from plainsail.errors import TRACEBACK
from plainsail.process import INTERRUPTED
from plainsail.project.project import Project
from plainsail.terminal import printable, wants_colour

COULD_NOT_RUN = 2
"""The exit code of a command that could not do what it is for."""


def exit_code(command: click.Command, arguments: Sequence[str], *, name: str, project: Project) -> int:
    """Runs the command; returns the exit code that it returns (0 or 1), or 2 after one line about what went wrong."""
    try:
        with command.make_context(name, list(arguments), obj=project, color=wants_colour()) as context:
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
        click.echo(printable(message), err=True)
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
