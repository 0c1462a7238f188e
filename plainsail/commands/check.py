"""`plainsail check`: judges `dist/` and the files around it."""

from __future__ import annotations

import gc

import click

from plainsail.errors import ProjectError
from plainsail.project.project import Project


@click.command()
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--path", metavar="FILE|DIR|-", help="Judge this YAML instead of dist/; - is standard input.")
@click.option("--kubernetes-version", metavar="V", help="With --path: the version to judge by, such as 1.35.")
@click.option("--ignore-missing-schemas", is_flag=True, help="Say nothing of kinds without a schema.")
@click.option("--list", "listing", is_flag=True, help="List the checks.")
@click.option("--explain", "explained", metavar="ID", help="Say what a check is about.")
@click.pass_obj
def command(
    project: Project,
    strict: bool,
    form: str,
    path: str | None,
    kubernetes_version: str | None,
    ignore_missing_schemas: bool,
    listing: bool,
    explained: str | None,
) -> int:
    """Find what is broken, or will be, before Argo CD does.

    Exits 1 on errors, with --strict on warnings too.
    """
    gc.disable()
    from plainsail.findings import rules as rulebook

    if listing:
        print(rulebook.listing())
        return 0
    if explained:
        print(rulebook.explain(explained))
        return 0
    if kubernetes_version and not path:
        raise ProjectError("--kubernetes-version goes with --path; in dist/ each environment's setting says it")
    from plainsail.findings.formats import FORMATS
    from plainsail.findings.runner import examine_path, examine_project

    if path:
        verdict = examine_path(project, path, kubernetes_version, ignore_missing_schemas=ignore_missing_schemas)
    else:
        verdict = examine_project(project, ignore_missing_schemas=ignore_missing_schemas)
    if written := FORMATS[form](verdict):
        click.echo(written)
    return int(bool(verdict.count("error") or (strict and verdict.count("warning"))))
