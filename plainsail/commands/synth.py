"""`plainsail synth`: renders into `dist/`."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from constructs_lib.settings.errors import did_you_mean
from plainsail.errors import ProjectError
from plainsail.files.outputs import publish_outside
from plainsail.files.publish import Changes, compare, publish
from plainsail.project import Project
from plainsail.synthesis import Selection, Tree, synthesize


@click.command()
@click.option("--app", "apps", multiple=True, metavar="APP", help="Only this app's folders. May be repeated.")
@click.option("--env", "envs", multiple=True, metavar="ENV", help="Only this environment's folders. May be repeated.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where dist/ is not what the settings say.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write there instead of dist/.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that share the work.")
@click.pass_obj
def command(
    project: Project, apps: tuple[str, ...], envs: tuple[str, ...], check: bool, out: Path | None, jobs: int | None
) -> int:
    """Render every app and environment into dist/, whole or not at all."""
    # One short-lived process full of long-lived objects: collecting garbage would only cost time.
    gc.disable()
    selection = select(project, apps, envs)
    tree = synthesize(project, selection, jobs=jobs)
    target = out or project.dist
    if check:
        return _check(tree, target, project)
    changes = _write_elsewhere(tree, out, project) if out else publish(tree.files, target, folders=tree.folders)
    count = sum(map(len, (changes.added, changes.changed, changes.removed)))
    what = f"{count} changed" if count else "nothing changed"
    print(f"{_shown(target, project)}: {len(tree.files)} objects, {what}")
    return 0


def select(project: Project, apps: tuple[str, ...], envs: tuple[str, ...]) -> Selection:
    """The apps and environments of these names. Raises `ProjectError` for what is not there."""
    for option, names, known in (
        ("--app", apps, sorted({each.app_name for each in project.environments})),
        ("--env", envs, sorted({each.env_name for each in project.environments})),
    ):
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known) or f"; there is {', '.join(known)}"
                raise ProjectError(f"{option} {name}: there is no such name in envs/__init__.py{hint}")
    selection = Selection(frozenset(apps), frozenset(envs))
    if not any(selection.holds(environment) for environment in project.environments):
        raise ProjectError(
            f"--app {', '.join(apps)} has no environment {', '.join(envs)}; `plainsail list` shows what there is"
        )
    return selection


def _write_elsewhere(tree: Tree, out: Path, project: Project) -> Changes:
    if out.resolve() == project.dist.resolve():
        return publish(tree.files, out, folders=tree.folders)
    return publish_outside(tree.files, out, records=project.root / ".plainsail" / "outputs", folders=tree.folders)


def _check(tree: Tree, target: Path, project: Project) -> int:
    changes = compare(tree.files, target, folders=tree.folders)
    for mark, paths in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        for path in paths:
            print(f"{mark:<8} {_shown(target / path, project)}")
    if changes:
        print(f"{_shown(target, project)} is not what the settings say; run `plainsail synth` and commit it")
    return 1 if changes else 0


def _shown(path: Path, project: Project) -> str:
    absolute = path.absolute()
    return str(absolute.relative_to(project.root)) if absolute.is_relative_to(project.root) else str(path)
