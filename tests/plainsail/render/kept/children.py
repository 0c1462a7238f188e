"""Renderings in processes of their own, which find all but the project's own code imported already."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import cdk8s  # noqa: F401 - what every rendering imports
import jsii  # noqa: F401

import plainsail.commands.synth as command
from plainsail.project.project import Project
from plainsail.project.shards import Shard
from plainsail.provenance.diagnostics import diagnose
from plainsail.render import apps
from plainsail.render.kept import seen
from plainsail.render.kernel import local_kernel
from plainsail.render.synthesis import synthesize


class Answer(NamedTuple):
    """What came of it."""

    files: Mapping[str, str]
    error: str
    rendered: list[str]
    """The apps that were rendered, `staging/backend`; all others were taken from `dist/`."""
    imported: bool
    """Whether settings of all apps were imported."""


_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])  # whatever the process that tests has imported is not in theirs


def answer(project: Path, *, anew: bool = False, shard: Shard | None = None, write: bool = False) -> Answer:
    """What `synth` says of a project in a process that has imported nothing of it."""
    with _CONTEXT.Pool(1) as pool:
        return pool.apply(_answer, (project, anew, shard, write))


def _answer(root: Path, anew: bool, shard: Shard | None, write: bool) -> Answer:
    rendered: list[str] = []
    real = apps._render

    def render(root: Path, name: str) -> apps.Part:
        rendered.append(name)
        return real(root, name)

    apps._render = render
    seen._SETTLED = 0  # else nothing that a test has just written would be believed
    project = Project(root)
    try:
        tree = synthesize(project, anew=anew, shard=shard, jobs=1, by_times=not anew)
        if write:
            command.write(tree, project.dist, project)
    except Exception as error:
        return Answer({}, diagnose(error, root), rendered, "environments" in vars(project))
    return Answer(dict(tree.files), "", rendered, "environments" in vars(project))


with local_kernel():
    pass
