"""`plainsail helm import`: a chart's values hierarchy becomes classes of settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.group import examples
from plainsail.progress import progress
from plainsail.project.project import Project
from plainsail.table import table
from plainsail.terminal import listing, many

if TYPE_CHECKING:
    from plainsail.helm_import.fleet import Fleet
    from plainsail.helm_import.write import Import


@click.command(
    "import",
    epilog=examples(
        "helm import deploy/argo/backend --app backend",
        "helm import charts/web --app web --env qa=base.yaml,qa.yaml",
        "helm import deploy/argo/backend --app backend --native",
        "helm import --all charts --applications argocd",
    ),
)
@click.argument("chart", required=False, metavar="[CHART_DIR]", shell_complete=names.folders)
@click.option("--app", metavar="NAME", help="What the app is called.")
@click.option(
    "--env",
    "envs",
    multiple=True,
    metavar="ENV=FILE,FILE...",
    help="An environment, and the files that it passes with -f. May be repeated.",
)
@click.option(
    "--applications",
    metavar="DIR",
    help="Take files, values, parameters, namespaces and clusters from Argo CD's Applications in DIR.",
    shell_complete=names.folders,
)
@click.option(
    "--helmfile",
    metavar="FILE",
    help="The helmfile that deploys the chart, if it is not in the chart's folder or above it.",
    shell_complete=names.files,
)
@click.option("--all", "fleet", metavar="DIR", help="Every chart below DIR.", shell_complete=names.folders)
@click.option("--native", is_flag=True, help="Write settings of a web app, which need the chart no more.")
@click.option("--force", is_flag=True, help="Write over settings that are there.")
@click.pass_obj
def import_(
    project: Project,
    chart: str | None,
    app: str | None,
    envs: tuple[str, ...],
    applications: str | None,
    helmfile: str | None,
    fleet: str | None,
    native: bool,
    force: bool,
) -> int:
    """Write an app's settings from its Helm chart and the values of its environments.

    The environments are those of a helmfile that deploys the chart; else they are found in the layouts that people use,
    in the chart or beside it: values-prod.yaml, prod/values.yaml, environments/prod.yaml and the like. What the new
    classes render is compared with what Helm makes of the files, object for object, and what is not equal is not
    written.

    With --native the app becomes a web service instead: its settings are read from what Helm renders, and what they
    render is compared with it. They are written with what differs, too: the report says which differences are meant and
    why, what is left for a person to decide, and which keys of the values have no place; base.py ends in the same.

    Exits 0 when all is written, 1 when an environment is not equal, with --native when there is something to decide,
    and 2 when it could not be read.
    """
    from plainsail.helm_import.fleet import Fleet
    from plainsail.helm_import.write import Import

    if (fleet is None) == (chart is None):
        raise ProjectError("name a chart's folder, or --all DIR, one of the two")
    if fleet is not None and (app or envs):
        raise ProjectError("--all takes names and environments from the charts; leave --app and --env out")
    if native and fleet is not None:
        raise ProjectError("--native turns one chart into settings at a time; leave --all out")
    if fleet is None and app is None:
        raise ProjectError("--app is missing: what the app is called")
    given = {"--env": envs, "--applications": applications, "--helmfile": helmfile}
    if len(several := [option for option, value in given.items() if value]) > 1:
        raise ProjectError(f"{listing(several)} say what environments pass; name one of them")
    applications_in, helmfile_in = (_folder(path) if path else None for path in (applications, helmfile))
    found = Fleet(project.root, applications_in, helmfile_in)
    for note in found.notes:
        click.echo(f"left out {note}", err=True)
    if native:
        return _import_native(project, found, app or "", chart or "", envs, force)
    made = Import(project.root, force=force)
    if fleet is not None:
        return _import_all(found, made, _folder(fleet))
    return _import_one(found, made, app or "", chart or "", envs)


def _import_one(fleet: Fleet, made: Import, app: str, chart: str, envs: tuple[str, ...]) -> int:
    from plainsail.helm_import.write import NotEqual

    try:
        made.add(fleet.one(app, _folder(chart), named=envs, start=Path.cwd()))
    except NotEqual as error:
        for line in error.lines:
            click.echo(line, err=True)
        click.echo(f"{app} is not imported; nothing was written", err=True)
        return 1
    for line in made.write():
        click.echo(line)
    click.echo(f"equal    {', '.join(made.drafted[0].envs)}")
    for line in made.told():
        click.echo(line)
    return 0


def _import_native(project: Project, fleet: Fleet, app: str, chart: str, envs: tuple[str, ...], force: bool) -> int:
    from plainsail.helm_import.native.write import Import as NativeImport

    made = NativeImport(project.root, force=force)
    made.add(fleet.one(app, _folder(chart), named=envs, start=Path.cwd()))
    for line in [*made.write(), *made.told()]:
        click.echo(line)
    return 0 if made.is_whole else 1


def _import_all(fleet: Fleet, made: Import, folder: Path) -> int:
    rows = []
    wishes = fleet.all(folder)
    if not wishes:
        raise ProjectError(f"{folder}: holds no chart")
    failed = 0
    for wish in progress(wishes, "importing", len(wishes)):
        try:
            target = wish.make()
            made.add(target)
        except ProjectError as error:
            failed += 1
            rows += [(wish.app if at == 0 else "", "no", line) for at, line in enumerate(str(error).splitlines())]
        else:
            rows.append((wish.app, "yes", ", ".join(source.env for source in target.sources)))
    for line in made.write() if made.drafted else ():
        if not line.startswith("new      envs/"):  # the table says it
            click.echo(line)
    click.echo(table([("app", "written", "environments, or why not"), *rows]))
    click.echo(f"{many(len(wishes) - failed, 'app')} written, {failed} not")
    for line in made.told() if made.drafted else ():
        click.echo(line)
    return 1 if failed else 0


def _folder(path: str) -> Path:
    return Path(path).resolve()
