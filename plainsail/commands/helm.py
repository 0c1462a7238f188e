"""`plainsail helm`: from Helm, against Helm, and back to a chart."""

from __future__ import annotations

import click

from plainsail.commands.helm_compare import compare
from plainsail.commands.helm_export import export
from plainsail.commands.helm_import import import_
from plainsail.group import Group


@click.group(cls=Group)
def command() -> None:
    """Charts and values hierarchies of Helm: bring one in, compare with one, hand one out."""


for each in (import_, compare, export):
    command.add_command(each)
