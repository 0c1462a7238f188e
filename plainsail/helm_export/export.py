"""An app of the project as a chart, proven: a function of the commit, and of the version that it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from constructs_lib.kubernetes.nearest import did_you_mean_and_all
from constructs_lib.settings import Environment
from plainsail.attribution.attribution import Attributions
from plainsail.errors import ProjectError
from plainsail.helm_export.by_setting import BySetting, namespace_of
from plainsail.helm_export.chart import Chart, Source, chart
from plainsail.helm_export.proof import prove
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.project.scope import parse_options
from plainsail.render.publish import compare
from plainsail.render.synthesis import synthesize
from plainsail.yaml_reader import load_all

_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def export(project: Project, app: str, version: str) -> tuple[Chart, Sequence[str]]:
    """The chart, and what of the app waits for a first build, in words. Raises `ProjectError` for what is no chart."""
    if not _VERSION.fullmatch(version):
        raise ProjectError(f"--chart-version {version}: is no version; write one as 1.2.3")
    environments = _environments(project, app)
    tree = synthesize(project, parse_options(project, (app,), ()))
    _refuse_stale(project, environments, tree.files)
    attributions = Attributions(project)
    known = {env.env_name: attributions.of(env, f"{label(env)}/") for env in environments}
    source = Source(
        app,
        trees={
            env.env_name: {
                path: document
                for path, text in tree.files.items()
                if path.startswith(f"{label(env)}/")
                for document in load_all(text)
            }
            for env in environments
        },
        namespaces={env.env_name: namespace_of(env) for env in environments},
        kubernetes_versions={env.env_name: env.kubernetes_version for env in environments},
    )
    made = chart(source, BySetting(known), version)
    prove(made, source)
    return made, tree.left_out


def _environments(project: Project, app: str) -> list[Environment]:
    """The app in its environments, those that can be rendered."""
    apps = list(dict.fromkeys(env.app_name for env in project.environments))
    if app not in apps:
        raise ProjectError(f"{app}: is no app{did_you_mean_and_all(app, apps)}")
    environments = [env for env in project.environments if env.app_name == app and env not in project.unbuilt]
    if not environments:
        raise ProjectError(f"{app}: waits for its first build in every environment; build and pin its image first")
    return environments


def _refuse_stale(project: Project, environments: list[Environment], files: Mapping[str, str]) -> None:
    """A chart is of what `dist/` holds."""
    folders = [label(env) for env in environments]
    own = {path: text for path, text in files.items() if path.startswith(tuple(f"{folder}/" for folder in folders))}
    differing = compare(own, project.dist, folders=folders)
    for path in (*differing.added, *differing.changed, *differing.removed):
        raise ProjectError(f"dist/{path}: is not what the settings render; run `plainsail synth` first")
