"""Apps to the files of their folders, and environments to those that tell what brings them; by several processes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from constructs_lib.kubernetes.objects import Key, key_of
from constructs_lib.settings import HelmRelease, Manifests, SettingsError
from constructs_lib.settings.values import thaw
from plainsail.errors import KILLED, ProjectError
from plainsail.progress import progress
from plainsail.project.names import label
from plainsail.project.observed import Observed, observing
from plainsail.project.project import Project, use_code_of
from plainsail.project.registry import delivery_folder
from plainsail.provenance.diagnostics import diagnose
from plainsail.render.layout import app_files, files
from plainsail.workers import in_shares, workers

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_ENOUGH_FOR_PROCESSES = 30
"""Environments from which on a second process is worth its start: below, it takes longer than it saves."""
_SHARE = 25
"""The most apps that a process renders before it hands them back."""
_HELD = 250
"""The most apps that a process renders before it frees what they took."""


class Part(NamedTuple):
    """What one process hands back: the files of a folder, and the objects in them."""

    files: Mapping[str, str]
    keys: Sequence[Key]
    left_out: Sequence[str] = ()
    read: Sequence[str] = ()
    """The project's files that were read meanwhile, and the modules that were used: paths from its folder."""


def render_apps(project: Project, environments: Sequence[Environment], jobs: int | None) -> Iterator[Part]:
    """The part of each, as they are done. `jobs` processes share the work; without a number, as many as are worth it.

    The files do not depend on the number. Raises what settings and constructs raise, `ProjectError` otherwise.
    """
    root, names = project.root, [label(environment) for environment in environments]
    _apps.update({(root, name): environment for name, environment in zip(names, environments, strict=True)})
    if jobs is None:
        jobs = (os.cpu_count() or 1) if len(names) >= _ENOUGH_FOR_PROCESSES else 1
    with _rendered(root, names, min(jobs, len(names))) as parts:
        yield from progress(parts, "rendering apps", len(names))


def delivered(project: Project, env: str, keys: Sequence[Key]) -> Mapping[str, str]:
    """The files that tell what brings one environment, whose apps render objects of these keys."""
    from plainsail.render.charts import render_delivery

    apps = [app for app in project.environments if app.env_name == env and app not in project.unbuilt]
    return files(delivery_folder(apps[0]), render_delivery(apps, keys))


def refuse_doubles(environments: Sequence[Environment], keys: Sequence[Sequence[Key]]) -> None:
    """Two apps that render one object of one cluster would overwrite each other for ever."""
    seen: dict[tuple[str, Key], str] = {}
    for environment, own in zip(environments, keys, strict=True):
        for key in own:
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


_apps: dict[tuple[Path, str], Environment] = {}
"""The apps of this process, by the project's folder and label; a forked worker finds its parent's."""
_observed: dict[Path, Observed] = {}
"""What this process has seen of a project's charts."""


def _app_at(root: Path, name: str) -> Environment:
    if (root, name) not in _apps:  # a worker that is no fork
        _apps.update({(root, label(environment)): environment for environment in Project(root).environments})
    return _apps[root, name]


@contextmanager
def _rendered(root: Path, names: Sequence[str], jobs: int) -> Iterator[Iterator[Part]]:
    """The part of each app, rendered in this process or in `jobs` others."""
    # Several shares for each process, so that none waits long for the last.
    size = min(_SHARE, max(1, len(names) // (jobs * 4))) if jobs > 1 else _SHARE
    shares = in_shares(names, size)
    if len(shares) > 1:
        _import_charts(root)
        if not gc.isenabled():  # as commands have it
            gc.freeze()
    if jobs <= 1:
        yield (_render(root, name) for share in shares for name in _free_constructs(share))
        return
    from plainsail.render.kernel import node_is_running

    # A fork has settings and charts in memory already; Node, once it runs, cannot be shared.
    method = "fork" if sys.platform == "linux" and not node_is_running() else "spawn"
    with workers(jobs, "rendered", KILLED, method=method) as pool:
        yield chain.from_iterable(pool.map(partial(_in_worker, root), shares))


def _import_charts(root: Path) -> None:
    """What each worker would import for itself; whatever is wrong with it, a worker tells."""
    from plainsail.render.charts import render

    if not os.environ.get("PLAINSAIL_NODE"):  # which would start it here
        with _observing(root), suppress(Exception):
            render([])


def _in_worker(root: Path, names: Sequence[str]) -> list[Part]:
    """Mistakes come back as the line for people: tracebacks do not cross processes."""
    use_code_of(root)
    try:
        return [_render(root, name) for name in _free_constructs(names)]
    except Exception as error:
        raise ProjectError(diagnose(error, root)) from None


_unfreed = 0
"""Apps that this process rendered since its memory was last freed of their constructs, and those that are next."""


def _free_constructs(names: Sequence[str]) -> Sequence[str]:
    """The names, once memory is free of what was made for many before them: constructs hold each other, 0.1 MB an app.

    What was frozen is not looked at again: settings, charts, and what renders them.
    """
    global _unfreed  # noqa: PLW0603 - memory is the process's
    _unfreed += len(names)
    if _unfreed > _HELD and not gc.isenabled():
        gc.collect()
        _unfreed = len(names)
    return names


def _observing(root: Path) -> AbstractContextManager[Observed]:
    if root not in _observed:
        _observed[root] = Observed(root)
    return observing(_observed[root])


def _render(root: Path, name: str) -> Part:
    from plainsail.render.charts import render

    with _observing(root) as observed:
        [rendered] = render([_app_at(root, name)])
    return Part(
        app_files(rendered.environment, rendered.documents),
        [key_of(document) for document in rendered.documents],
        [f"{name} {words}" for words in rendered.left_out],
        sorted(observed.files_used()),
    )
