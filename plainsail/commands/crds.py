"""`plainsail crds`: the schemas of custom resources that objects are judged by."""

from __future__ import annotations

from pathlib import Path

import click

from plainsail.completion import names
from plainsail.findings.options import format_option
from plainsail.group import Group, examples
from plainsail.project.project import Project

_HEADER = ("KIND", "GROUP", "VERSIONS", "DEFINED BY", "OBJECTS")


@click.group(cls=Group)
def command() -> None:
    """The definitions of custom resources: those that come with the library, and a project's own in imports/crds/."""


@command.command("add", epilog=examples("crds add widgets-crd.yaml", "crds add operator/config/crd/bases"))
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(path_type=Path), shell_complete=names.files)
@click.pass_obj
def add_(project: Project, source: Path) -> int:
    """Add CustomResourceDefinitions to the project, in place of those of the same kind.

    Reads YAML or JSON and asks no network. Writes imports/crds/GROUP.yaml without prose and status: what is left
    judges objects. Exits 2, and writes nothing, where one of them is no definition that the API server would take.
    """
    from plainsail.scaffold.definitions import add, objects_of
    from plainsail.terminal import listing

    addition = add(project.root, source)
    done = addition.draft.write(project.root)
    for line in (*done, *(line for _, line in addition.told)):
        click.echo(line)
    for kind, _ in addition.told:
        there = list(objects_of(project.dist, *kind))
        click.echo(f"judges   {listing(there) if there else f'nothing yet: dist/ holds no {kind}'}")
    if done:
        click.echo("next     `plainsail check` judges by what is known now")
    return 0


@command.command("list")
@format_option("text", "json", what="it is")
@click.pass_obj
def list_(project: Project, form: str) -> int:
    """Show each kind that is known, in which versions, who defines it, and how many objects of dist/ it judges."""
    from plainsail.findings.formats.json import document
    from plainsail.scaffold.definitions import known
    from plainsail.table import table

    rows = known(project)
    if form == "json":
        click.echo(document("definitions", rows))
        return 0
    cells = [
        (row["kind"], row["group"], ", ".join(row["served_versions"]), row["defined_by"], str(row["objects"]))
        for row in rows
    ]
    click.echo(table([_HEADER, *cells]))
    return 0
