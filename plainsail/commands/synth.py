"""`plainsail synth`: renders into `dist/`."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainsail.completion import names
from plainsail.errors import ProjectError
from plainsail.group import examples
from plainsail.project.project import Project

if TYPE_CHECKING:
    from plainsail.project.shards import Shard
    from plainsail.render.tree import Tree


@click.command(epilog=examples("synth", "synth --app backend --env staging", "synth --check"))
@click.option(
    "--app",
    "apps",
    multiple=True,
    metavar="APP",
    help="Only this app's folders. May be repeated.",
    shell_complete=names.apps,
)
@click.option(
    "--env",
    "envs",
    multiple=True,
    metavar="ENV",
    help="Only this environment's folders. May be repeated.",
    shell_complete=names.environments,
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where dist/ differs from what the settings render.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write there instead of dist/.",
    shell_complete=names.folders,
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that share the work.")
@click.option("--shard", metavar="I/N", help="Only one of N parts of the apps, for machines that share the work.")
@click.option("--anew", is_flag=True, help="Render what is as it was, too.")
@click.pass_obj
def command(
    project: Project,
    apps: tuple[str, ...],
    envs: tuple[str, ...],
    check: bool,
    out: Path | None,
    jobs: int | None,
    shard: str | None,
    anew: bool,
) -> int:
    """Render every app and environment into dist/, whole or not at all."""
    # One short-lived process full of long-lived objects: collecting garbage would only cost time.
    gc.disable()
    from plainsail.project.scope import parse_options
    from plainsail.render.synthesis import synthesize

    part = _part(shard)
    tree = synthesize(project, parse_options(project, apps, envs), jobs=jobs, shard=part, anew=anew, by_times=not check)
    for words in tree.left_out:
        click.echo(f"not rendered: {words}", err=True)
    target = out or project.dist
    if check:
        return _check(tree, target, project)
    print(tree.report(_shown(target, project), len(write(tree, target, project))))
    return 0


def _part(text: str | None) -> Shard | None:
    if text is None:
        return None
    from plainsail.project.shards import Shard

    try:
        return Shard.parse(text)
    except ValueError as error:
        raise ProjectError(f"--shard {error}") from None


def write(tree: Tree, target: Path, project: Project) -> Sequence[str]:
    """Puts the rendered files into a folder, whole or not at all; returns the paths that changed in it.

    Raises `ProjectError` for what others put there.
    """
    if target == project.dist and tree.lies_in(target):
        return ()
    from plainsail.render.ownership import Owner
    from plainsail.render.publish import publish, publish_one

    owner, root, changes = Owner(project.root, target), project.root, None
    if target == project.dist and (name := tree.only_change(target)):
        files = {path: tree.files[path] for path in tree.rendered}
        changes = publish_one(files, target, name, root=root, owner=owner, since=tree.since)
    if changes is None:
        changes = publish(tree.files, target, root=root, folders=tree.folders, owner=owner, likely=tree.rendered)
    return (*changes.added, *changes.changed, *changes.removed)


def _check(tree: Tree, target: Path, project: Project) -> int:
    from plainsail.render.freshness import differences

    changes = differences(project, tree, target)
    for mark in ("added", "changed", "removed", "foreign"):
        for path in getattr(changes, mark):
            print(f"{mark:<8} {_shown(target / path, project)}")
    if changes.foreign:
        print(f"{_shown(target, project)} holds files that synth did not write; move them elsewhere, or remove them")
    elif changes:
        print(f"{_shown(target, project)} differs from what the settings render; run `plainsail synth` and commit it")
    return 1 if changes else 0


def _shown(path: Path, project: Project) -> str:
    absolute = path.absolute()
    return str(absolute.relative_to(project.root)) if absolute.is_relative_to(project.root) else str(path)
