"""All of `dist/`, or the part of it that was asked for, as file names and texts. Nothing is written here."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from constructs_lib.settings import SettingsError
from constructs_lib.settings.values import thaw
from plainsail.blame import blame
from plainsail.errors import ProjectError
from plainsail.files.layout import files
from plainsail.kubernetes.objects import Key, key_of
from plainsail.leaving import say_nothing_when_interrupted
from plainsail.pins import check_pinned
from plainsail.project import Project, use_code_of
from plainsail.registry import ARGOCD
from plainsail.together import label

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

T = TypeVar("T")
R = TypeVar("R")

_ENOUGH_FOR_PROCESSES = 10
"""Environments from which on a second process, with a Node of its own, is worth its start."""


@dataclass(frozen=True)
class Selection:
    """Which apps and environments are asked for; empty means all."""

    apps: frozenset[str] = frozenset()
    envs: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.apps or self.envs)

    def holds(self, environment: Environment) -> bool:
        """Whether this app in this environment is asked for."""
        return (not self.apps or environment.app_name in self.apps) and (
            not self.envs or environment.env_name in self.envs
        )


@dataclass(frozen=True)
class Tree:
    """Files of `dist/`; `folders` are those that they are the whole content of, None for all of `dist/`."""

    files: dict[str, str]
    folders: list[str] | None = None


@dataclass
class _Part:
    """What one process hands back: the files of an app in an environment, and the objects in them."""

    label: str
    files: dict[str, str] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)


def synthesize(project: Project, selection: Selection | None = None, *, jobs: int | None = None) -> Tree:
    """Renders what is selected. `jobs` processes share the work; without a number, as many as are worth it.

    The files do not depend on the number. Raises what settings and constructs raise, `ProjectError` otherwise.
    """
    selection = selection or Selection()
    chosen = [environment for environment in project.environments if selection.holds(environment)]
    check_pinned(chosen)
    if jobs is None:
        jobs = (os.cpu_count() or 1) if len(chosen) >= _ENOUGH_FOR_PROCESSES else 1
    by_label = {label(environment): environment for environment in chosen}
    with _workers(project, min(jobs, len(chosen))) as run:
        parts = [part for chunk in run(_render, _chunks(list(by_label), jobs)) for part in chunk]
        _refuse_doubles(by_label, parts)
        # With only some apps, what their environment's project allows cannot be known.
        deliveries = [] if selection.apps else list(run(_deliver, list(_by_environment(chosen, parts).items())))
    tree = {path: text for part in (*parts, *deliveries) for path, text in part.files.items()}
    return Tree(tree, _folders(selection, chosen) if selection else None)


def _folders(selection: Selection, chosen: Sequence[Environment]) -> list[str]:
    """What a selection replaces: whole environments, so that an app that is gone goes; or the folders of its apps."""
    if selection.apps:
        return [label(environment) for environment in chosen]
    envs = {environment.env_name for environment in chosen}
    return sorted([*envs, *(f"{ARGOCD}/{env}" for env in envs)])


def _by_environment(chosen: Sequence[Environment], parts: Sequence[_Part]) -> dict[str, list[Key]]:
    keys: dict[str, list[Key]] = defaultdict(list)
    for environment, part in zip(chosen, parts, strict=True):
        keys[environment.env_name] += part.keys
    return keys


def _refuse_doubles(by_label: dict[str, Environment], parts: Sequence[_Part]) -> None:
    """Two apps that render one object of one cluster would overwrite each other for ever."""
    seen: dict[tuple[str, Key], str] = {}
    for part in parts:
        environment = by_label[part.label]
        for key in part.keys:
            first = seen.setdefault((environment.cluster, key), part.label)
            if first != part.label:
                remedy = "say create=False in one of them" if key.kind == "Namespace" else "rename it in one of them"
                message = f"{first} and {part.label} both render {key}; {remedy}"
                raise SettingsError(message, path=_said_by(environment, key), owner=type(environment))


def _said_by(environment: Environment, key: Key) -> tuple[str, ...]:
    """The setting that an object comes from, where one says it by name."""
    raw = [name for name, said in environment.objects.items() if key_of(thaw(said.manifest))[1::2] == key[1::2]]
    if raw:
        return "objects", raw[0]
    return ("namespace",) if key.kind == "Namespace" else ()


def _chunks(labels: list[str], jobs: int) -> list[list[str]]:
    """Contiguous shares of the work, several for each process, so that none waits long for the last."""
    size = max(1, -(-len(labels) // (jobs * 4))) if jobs > 1 else max(1, len(labels))
    return [labels[at : at + size] for at in range(0, len(labels), size)]


_projects: dict[Path, Project] = {}
"""The projects of this process; a forked worker finds its parent's, with the settings already imported."""


def _project_at(root: Path) -> Project:
    return _projects.setdefault(root, Project(root))


@contextmanager
def _workers(project: Project, jobs: int) -> Iterator[Callable[[Callable[[Path, T], R], Iterable[T]], list[R]]]:
    """A `map` over the project's root and some work: in this process, or in `jobs` others."""
    _projects[project.root] = project
    if jobs <= 1:
        yield lambda function, work: [function(project.root, each) for each in work]
        return
    # A fork has the settings in memory already; Node is not started yet, so nothing of it is shared.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=say_nothing_when_interrupted) as pool:
        yield lambda function, work: list(pool.map(_Guarded(function, project.root), work))


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
            raise ProjectError(blame(error, self.root)) from None


def _render(root: Path, labels: Sequence[str]) -> list[_Part]:
    from plainsail.rendering import render

    wanted = {label(environment): environment for environment in _project_at(root).environments}
    return [
        _Part(
            label=label(rendered.environment),
            files=files(label(rendered.environment), rendered.documents),
            keys=[key_of(document) for document in rendered.documents],
        )
        for rendered in render(wanted[each] for each in labels)
    ]


def _deliver(root: Path, work: tuple[str, list[Key]]) -> _Part:
    from plainsail.rendering import render_delivery

    env, keys = work
    apps = [environment for environment in _project_at(root).environments if environment.env_name == env]
    return _Part(label=env, files=files(f"{ARGOCD}/{env}", render_delivery(apps, keys)))
