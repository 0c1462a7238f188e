"""`plainsail helm compare`: whether an app's folder of `dist/` holds what a chart renders."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.findings.options import format_option
from plainsail.group import examples
from plainsail.output import show
from plainsail.project.project import Project


@click.command(
    epilog=examples(
        "helm compare deploy/backend staging/backend --values staging.yaml",
        "helm compare backend.tgz production/backend --ignore-helm-labels",
    )
)
@click.argument("chart", metavar="CHART_DIR", type=click.Path(path_type=Path), shell_complete=names.folders)
@click.argument("target", metavar="ENV/APP", shell_complete=names.labels)
@click.option(
    "--values",
    "-f",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Values, as `helm -f` takes them. May be repeated. Else those that a helmfile, or the layout, has for ENV.",
    shell_complete=names.files,
)
@click.option("--release-name", metavar="NAME", help="What the release is called, if not as the app.")
@click.option("--namespace", metavar="NAME", help="Where it is installed, if not in the environment's namespace.")
@click.option("--kubernetes-version", metavar="VERSION", help="That of the cluster, if not the environment's.")
@click.option(
    "--ignore-helm-labels",
    is_flag=True,
    help="Do not compare labels that say which chart made an object: helm.sh/chart, app.kubernetes.io/managed-by.",
)
@format_option("text", "markdown", "json")
@click.pass_obj
def compare(
    project: Project,
    chart: Path,
    target: str,
    files: tuple[Path, ...],
    release_name: str | None,
    namespace: str | None,
    kubernetes_version: str | None,
    ignore_helm_labels: bool,
    form: str,
) -> int:
    """Compare what Helm renders with dist/, object for object.

    Tells what changes in the cluster where it gets dist/ENV/APP instead of the chart, as `plan` does. Hooks are
    compared as Argo CD reads them, tests are left out, and an object without a namespace is in the release's.

    Exits 0 when all is equal, 1 on differences, 2 when the chart could not be rendered.
    """
    gc.disable()
    from plainsail.attribution.locate import Locator
    from plainsail.helm.release import Release
    from plainsail.helm.values import merged, read_values
    from plainsail.plan.changes import compared
    from plainsail.plan.formats import FORMATS
    from plainsail.plan.helm_charts import of_chart, of_dist
    from plainsail.plan.report import plan
    from plainsail.plan.trees import read
    from plainsail.plan.whole_apps import with_registry
    from plainsail.project.names import label
    from plainsail.project.rules import kubernetes_versions
    from plainsail.project.scope import parse_targets

    [wanted] = parse_targets(project, [target])
    if wanted.app is None:
        raise ProjectError(f"{target}: is a whole environment; name an app in it, as {target}/APP")
    environment = next(env for env in project.environments if label(env) == target)
    if not chart.exists():
        raise ProjectError(f"{chart}: is no folder and no archive; name a chart")
    values: Mapping[str, Any] = merged(map(read_values, files))
    if not files:
        found, values = _found(project, chart, wanted.environment, wanted.app)
        named = ", ".join(found) or "none but the chart's own; --values FILE names others"
        click.echo(f"values: {named}", err=True)
    release = Release(
        chart,
        name=release_name or environment.filled(getattr(environment, "release_name", "{app}")),
        namespace=namespace or environment.filled(environment.namespace.name),
        kubernetes_version=kubernetes_version or environment.kubernetes_version,
        values=values,
        api_versions=getattr(environment, "api_versions", ()),
        crds=getattr(environment, "crds", True),
    )
    before, left_out = of_chart(release, environment, project, ignore_labels=ignore_helm_labels)
    after = of_dist(project, environment, ignore_labels=ignore_helm_labels)
    for words in left_out:
        click.echo(f"not compared: {words}", err=True)
    sides = read(before, after, versions=kubernetes_versions(project.environments))
    by_hand = {environment.env_name} if environment.tool is None else set()
    comparison = compared(*sides, datetime.now(UTC), crds=project.definitions, by_hand=by_hand)
    locator = Locator(project)
    made = plan(
        comparison,
        with_registry(comparison, locator.behind, locator.entry),
        before=before.name,
        after=after.name,
    )
    if written := FORMATS[form](made):
        show(written, root=project.around, form=form)
    return int(bool(made.entries))


def _found(project: Project, chart: Path, env: str, app: str) -> tuple[Sequence[str], Mapping[str, Any]]:
    """What a helmfile passes, else the files that the chart's layout has for an environment; with their names."""
    if not chart.is_dir():
        return (), {}
    from plainsail.helm.values import merged, read_values
    from plainsail.helm_import.helmfile_state import ADVICE
    from plainsail.helm_import.helmfiles import Helmfiles
    from plainsail.helm_import.layouts import find_environments
    from plainsail.helm_import.sources import Reader

    try:
        sources = Helmfiles(project.root, Reader(project.root)).near(app, chart.resolve())
    except ProjectError as error:
        raise ProjectError(str(error).replace(ADVICE, "name the files with --values")) from None
    for source in sources:
        if source.env == env:
            return [layer.where for layer in source.layers], source.values
    files = next((files.paths for files in find_environments(chart) if files.env == env), ())
    return [str(path) for path in files], merged(map(read_values, files))
