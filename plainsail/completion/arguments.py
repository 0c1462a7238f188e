"""What several commands are given, with what completes it."""

import click

from plainsail.completion import names

targets = click.argument("targets", metavar="[ENV[/APP]]...", nargs=-1, shell_complete=names.targets)
"""Environments, and apps in them; all where none is named."""
against = click.option(
    "--against",
    metavar="REF|DIR",
    help="Compare with dist/ at this Git ref, or with this folder.",
    shell_complete=names.refs_or_folders,
)
"""What `dist/` is compared with; HEAD where nothing is said."""
