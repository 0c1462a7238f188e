"""All of `dist/`, or the part of it that was asked for, as file names and texts. Nothing is written here."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from constructs_lib.kubernetes.objects import Key, key_of
from constructs_lib.settings import HelmRelease, Manifests, SettingsError
from constructs_lib.settings.values import thaw
from plainsail.errors import KILLED, ProjectError
from plainsail.manifests.kustomizations import KUSTOMIZATION
from plainsail.process import mute_when_interrupted
from plainsail.progress import progress
from plainsail.project.pins import check_pinned
from plainsail.project.project import Project, use_code_of
from plainsail.project.registry import delivery_folder
from plainsail.project.rules import label, waiting
from plainsail.project.scope import Scope
from plainsail.provenance.diagnostics import diagnose
from plainsail.render.layout import app_files, files

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

T = TypeVar("T")
R = TypeVar("R")

_ENOUGH_FOR_PROCESSES = 10
"""Environments from which on a second process, with a Node of its own, is worth its start."""


@dataclass(frozen=True)
class Tree:
    """Files of `dist/`; `folders` are those that they are the whole content of, None for all of `dist/`.

    `left_out` is what waits for a first build, and what of a chart of Helm nothing would run, in words.
    """

    files: dict[str, str]
    folders: list[str] | None = None
    left_out: list[str] = field(default_factory=list)

    @property
    def objects(self) -> int:
        """How many objects the files hold."""
        return sum(not path.endswith(f"/{KUSTOMIZATION}") for path in self.files)


class _Part(NamedTuple):
    """What one process hands back: the files of a folder, and the objects in them."""

    files: dict[str, str]
    keys: list[Key]
    left_out: Sequence[str] = ()


def synthesize(project: Project, scope: Scope | None = None, *, jobs: int | None = None) -> Tree:
    """Renders what is asked for. `jobs` processes share the work; without a number, as many as are worth it.

    The files do not depend on the number. Raises what settings and constructs raise, `ProjectError` otherwise.
    """
    scope = scope or Scope()
    wanted = [env for env in project.environments if scope.holds(env.env_name, env.app_name)]
    left_out = [env for env in wanted if env in project.unbuilt]
    chosen = [env for env in wanted if env not in left_out]
    check_pinned(chosen)
    if jobs is None:
        jobs = (os.cpu_count() or 1) if len(chosen) >= _ENOUGH_FOR_PROCESSES else 1
    keys: dict[str, list[Key]] = defaultdict(list)
    with _workers(project, min(jobs, len(chosen))) as run:
        rendered = run(_render, [label(environment) for environment in chosen])
        parts = list(progress(rendered, "rendering apps", len(chosen)))
        _refuse_doubles(chosen, parts)
        for environment, part in zip(chosen, parts, strict=True):
            if scope.holds(environment.env_name):  # with only some apps, what their project allows cannot be known
                keys[environment.env_name] += part.keys
        deliveries = list(run(_deliver, list(keys.items())))
    files = {path: text for part in (*parts, *deliveries) for path, text in part.files.items()}
    return Tree(files, scope.folders, [*waiting(left_out), *(words for part in parts for words in part.left_out)])


def delivered(project: Project, env: str, keys: Sequence[Key]) -> Mapping[str, str]:
    """The files that tell what brings one environment, whose apps render objects of these keys."""
    _projects[project.root] = project
    return _deliver(project.root, (env, list(keys))).files


def _refuse_doubles(environments: Sequence[Environment], parts: Sequence[_Part]) -> None:
    """Two apps that render one object of one cluster would overwrite each other for ever."""
    seen: dict[tuple[str, Key], str] = {}
    for environment, part in zip(environments, parts, strict=True):
        for key in part.keys:
            first = seen.setdefault((environment.home, key), label(environment))
            if first != label(environment):
                path, remedy = _setting_of(environment, key)
                message = f"{first} and {label(environment)} both render {key}; {remedy}"
                raise SettingsError(message, path=path, owner=type(environment))


def _setting_of(environment: Environment, key: Key) -> tuple[tuple[str, ...], str]:
    """The setting that an object comes from, where one says it by name, and what to do about it."""
    for name, raw in environment.objects.items():
        if key_of(thaw(raw.manifest))[1::2] == key[1::2]:
            return ("objects", name), "rename it in one of them"
    if key.kind == "Namespace":
        return ("namespace",), "say create=False in one of them"
    if isinstance(environment, Manifests):
        return ("source",), f'register the app in one of them, or leave it out of one: without = ["{key}"]'
    if isinstance(environment, HelmRelease):
        if key.kind == "CustomResourceDefinition" and environment.crds:
            return ("chart",), "say crds=False in one of them"
        return ("chart",), f'give it another release_name, or leave it out of one: without = ["{key}"]'
    return (), "rename it in one of them"


_projects: dict[Path, Project] = {}
"""The projects of this process; a forked worker finds its parent's, with the settings already imported."""


def _project_at(root: Path) -> Project:
    return _projects.setdefault(root, Project(root))


@contextmanager
def _workers(project: Project, jobs: int) -> Iterator[Callable[[Callable[[Path, T], R], Sequence[T]], Iterator[R]]]:
    """A `map` over the project's root and some work: in this process, or in `jobs` others."""
    _projects[project.root] = project
    if jobs <= 1:
        yield lambda function, work: (function(project.root, item) for item in work)
        return
    # A fork has the settings in memory already; Node is not started yet, so nothing of it is shared.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=mute_when_interrupted) as pool:

        def run(function: Callable[[Path, T], R], work: Sequence[T]) -> Iterator[R]:
            # Several shares for each process, so that none waits long for the last.
            size = max(1, len(work) // (jobs * 4))
            return pool.map(_Guarded(function, project.root), work, chunksize=size)

        try:
            yield run
        except BrokenProcessPool:
            raise ProjectError(f"one of {jobs} processes was killed while it rendered (SIGKILL); {KILLED}") from None


@dataclass(frozen=True)
class _Guarded(Generic[T, R]):
    """A function whose mistakes come back as the line for people: tracebacks do not cross processes."""

    function: Callable[[Path, T], R]
    root: Path

    def __call__(self, work: T) -> R:
        use_code_of(self.root)
        try:
            return self.function(self.root, work)
        except Exception as error:
            raise ProjectError(diagnose(error, self.root)) from None


def _render(root: Path, name: str) -> _Part:
    from plainsail.render.charts import render

    [rendered] = render(env for env in _project_at(root).environments if label(env) == name)
    return _Part(
        app_files(rendered.environment, rendered.documents),
        [key_of(document) for document in rendered.documents],
        [f"{name} {words}" for words in rendered.left_out],
    )


def _deliver(root: Path, work: tuple[str, list[Key]]) -> _Part:
    from plainsail.render.charts import render_delivery

    env, keys = work
    project = _project_at(root)
    apps = [app for app in project.environments if app.env_name == env and app not in project.unbuilt]
    return _Part(files(delivery_folder(apps[0]), render_delivery(apps, keys)), [])
