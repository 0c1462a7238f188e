"""`plainsail helm export`: an app as one Helm chart, for those who install by Helm."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from plainsail.completion import names
from plainsail.group import examples
from plainsail.project.project import Project
from plainsail.terminal import many

ARCHIVES = (".tgz", ".tar.gz")


@click.command(
    epilog=examples(
        "helm export backend --chart-version 1.2.3",
        "helm export backend --chart-version 1.2.3 --out charts-out/backend",
    )
)
@click.argument("app", metavar="APP", shell_complete=names.apps)
@click.option(
    "--chart-version", "version", metavar="VERSION", required=True, help="The chart's version, such as 1.2.3."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE.tgz",
    help="Write there instead of APP-VERSION.tgz.",
    shell_complete=names.folders,
)
@click.pass_obj
def export(project: Project, app: str, version: str, out: Path | None) -> int:
    """Write an app as one Helm chart.

    What its environments share is constant or a default, what differs is a value, and environments/ENV.yaml has those
    of an environment. Helm renders the chart back to dist/ENV/APP, object for object, before anything is written.
    """
    gc.disable()
    from plainsail.helm_export.archive import archive
    from plainsail.helm_export.export import export as exported
    from plainsail.project.files import replace_file
    from plainsail.render.ownership import Owner
    from plainsail.render.publish import errors_of, publish

    chart, left_out = exported(project, app, version)
    for words in left_out:
        click.echo(f"not in the chart: {words}", err=True)
    target = out or Path(f"{app}-{version}.tgz")
    if target.name.endswith(ARCHIVES):
        with errors_of(target):
            replace_file(target, archive(chart))
    else:
        publish(chart.files, target, root=project.root, owner=Owner(project.root, target))
    templates = sum(path.startswith("templates/") and path.endswith(".yaml") for path in chart.files)
    click.echo(f"{target}: {many(templates, 'object')}, equal to dist/ in {', '.join(chart.environments)}")
    return 0
