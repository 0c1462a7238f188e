"""A chart of Helm as one side of a plan, beside what `dist/` holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, key_of, without_nulls
from constructs_lib.settings import HelmRelease
from constructs_lib.settings.names import PART_OF
from plainsail.errors import ProjectError
from plainsail.helm.release import Refused, Release, render
from plainsail.plan.trees import Tree
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.render.released.hooks import NoHooks, in_words_of, is_never_run, not_run
from plainsail.render.released.objects import placed
from plainsail.render.vendored.delivered import noted
from plainsail.render.vendored.scopes import Scopes
from plainsail.render.yaml_writer import UnwritableValue, dump
from plainsail.yaml_reader import files_below, load_all

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

HELM_LABELS = ("app.kubernetes.io/managed-by", "chart", "helm.sh/chart", "heritage")
"""Labels that say which chart made an object. Selectors keep them: what a selector asks for cannot be changed."""
_LABELLED = (
    "metadata",
    "spec.jobTemplate.metadata",
    "spec.jobTemplate.spec.template.metadata",
    "spec.template.metadata",
)


def of_chart(
    release: Release, environment: Environment, project: Project, *, ignore_labels: bool = False
) -> tuple[Tree, list[str]]:
    """What Helm makes of a chart, in the namespace and with the hooks that it would be delivered with.

    The second are what is left out, in words. Raises `ProjectError` where Helm refuses it.
    """
    [made] = render([release])
    if isinstance(made, Refused):
        raise ProjectError(str(made))
    scopes = Scopes(project.root, made.documents)
    files: dict[str, str] = {}
    for number, document in enumerate(made.documents):
        if is_never_run(document):
            continue
        if _is_of_settings(environment, document):
            continue
        here = placed(document, release.namespace, scopes, getattr(environment, "cluster_scoped", ()))
        try:
            written = in_words_of(environment.tool, here)
        except NoHooks:
            written = here
        if isinstance(environment, HelmRelease):
            written = noted(environment, written)
        try:
            files[f"{label(environment)}/{number:04}.yaml"] = dump(_compared(written, ignore_labels))
        except UnwritableValue as error:
            raise ProjectError(f"{made.places[number].path}: {key_of(document)}: {error}") from None
    return Tree(f"{release.chart} (Helm)", files), [*not_run(made.tests, made.documents), *_added(environment)]


def _added(environment: Environment) -> list[str]:
    """What the settings of a release add to what its chart makes, in words: it is on both sides, or on none."""
    if not isinstance(environment, HelmRelease):
        return []
    named = {**environment.labels, **environment.annotations}
    labels = [*named, *([PART_OF] if environment.part_of else [])]
    own = [f"Namespace/{_namespace(environment)}"] if environment.namespace.create else []
    return [f"{name} (the settings add it)" for name in (*labels, *own)]


def _is_of_settings(environment: Environment, document: Document) -> bool:
    """Whether it is the Namespace that the settings of a release make, whatever the chart says of it."""
    is_own = document["kind"] == "Namespace" and document["metadata"].get("name") == _namespace(environment)
    return is_own and isinstance(environment, HelmRelease) and environment.namespace.create


def _namespace(environment: Environment) -> str:
    return environment.filled(environment.namespace.name)


def of_dist(project: Project, environment: Environment, *, ignore_labels: bool = False) -> Tree:
    """What `dist/` holds of an app in an environment. Raises `ProjectError` where it holds nothing."""
    folder = project.dist / label(environment)
    files = {
        path.relative_to(project.dist).as_posix(): path.read_text(encoding="utf-8") for path in files_below(folder)
    }
    if not files:
        raise ProjectError(f"dist/{label(environment)}: holds no object; run `plainsail synth` first")
    if isinstance(environment, HelmRelease) and environment.namespace.create:
        own = f"{label(environment)}/Namespace.{_namespace(environment)}.yaml"
        files = {path: text for path, text in files.items() if path != own}
    if ignore_labels:
        files = {
            path: "".join(dump(_compared(document, ignore_labels)) for document in load_all(text))
            for path, text in files.items()
        }
    return Tree(f"dist/{label(environment)}", files)


def _compared(document: Document, ignore_labels: bool) -> Document:
    whole: Document = without_nulls(document)
    return _without_labels(whole, ()) if ignore_labels else whole


def _without_labels(value: Any, path: tuple[str, ...]) -> Any:
    if not isinstance(value, dict):
        return value
    inside = {key: _without_labels(item, (*path, key)) for key, item in value.items()}
    if path[-1:] == ("labels",) and ".".join(path[:-1]) in _LABELLED:
        return {key: item for key, item in inside.items() if key not in HELM_LABELS}
    return inside
