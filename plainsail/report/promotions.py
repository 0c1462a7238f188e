"""What an environment would get from the one that it follows: commits between their branches, and what a plan says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.findings.finding import Cause, DecidingLine
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.plan.changes import Comparison, compared
from plainsail.plan.report import Plan, plan
from plainsail.plan.trees import Tree, parse_targets, read
from plainsail.plan.trees import against as tree_at
from plainsail.project import commits, git
from plainsail.project.commits import Logged
from plainsail.project.project import Project
from plainsail.project.promotion import Stage, stages
from plainsail.project.rules import kubernetes_versions
from plainsail.report.changes_picture import whole_apps

DELIVERY = "delivery"
"""What stands for the folders that tell Argo CD or Flux which apps there are."""


@dataclass(frozen=True)
class Branch:
    """What an environment follows, as this clone knows it."""

    name: str
    """`origin/staging`; the branch's own name where only that is here."""
    commit: str


@dataclass(frozen=True)
class Waiting:
    """A commit that an environment does not have yet, and the apps of it that the commit touches."""

    commit: Logged
    apps: tuple[str, ...]


@dataclass(frozen=True)
class Promotion:
    """One step on the way, from an environment to the one that follows it."""

    source: str
    target: str
    approval: str | None
    """The environment of GitHub whose reviewers are asked."""
    before: Branch | None
    """What the target runs."""
    after: Branch | None
    """What the source runs."""
    waiting: tuple[Waiting, ...] = ()
    """What the source has and the target has not, the newest first."""
    back: tuple[Logged, ...] = ()
    """What the target has and the source has not: to promote would be a way back."""
    plan: Plan | None = None
    """What the whole of it does to the target; None where it could not be asked."""
    whole: Mapping[str | None, str] = field(default_factory=dict)
    """The apps that come or go with it, in words."""
    missing: tuple[str, ...] = ()
    """What is not here, and what brings it, in words."""


def promotions(project: Project, now: datetime) -> Iterator[Promotion]:
    """Every step of the way, in its order."""
    way = stages(project.environments)
    by_name = {stage.environment: stage for stage in way}
    for stage in way:
        if stage.follows in by_name:
            yield _promotion(project, by_name[stage.follows], stage, now)


def _promotion(project: Project, source: Stage, target: Stage, now: datetime) -> Promotion:
    before, after = (branch_of(project.root, stage.ref) for stage in (target, source))
    step = Promotion(source.environment, target.environment, target.approval, before, after)
    if before is None or after is None:
        sides = {source.ref: after, target.ref: before}
        return replace(step, missing=tuple(_absent(project.root, ref) for ref in sides if sides[ref] is None))
    if before.commit == after.commit:
        return step
    ahead = commits.log(project.root, before.commit, after.commit)
    back = commits.log(project.root, after.commit, before.commit)
    missing: tuple[str, ...] = ()
    if ahead is None or back is None:
        missing += ("Git cannot read the commits between the two",)
    if git.is_shallow(project.root):
        missing += ("this clone lacks a part of the history; `git fetch --unshallow` brings it",)
    made: Plan | None = None
    whole: Mapping[str | None, str] = {}
    try:
        comparison = _compared(project, step.target, before, after, now)
        made = plan(comparison, _no_line, before=before.name, after=after.name)
        whole = whole_apps(comparison.before, comparison.after)
    except ProjectError as error:
        missing += (str(error),)
    return replace(
        step,
        waiting=tuple(Waiting(commit, _apps(commit.paths, step.target)) for commit in ahead or ()),
        back=tuple(back or ()),
        plan=made,
        whole=whole,
        missing=missing,
    )


def branch_of(root: Path, ref: str) -> Branch | None:
    """What a setting `revision` names: as the remote has it, of which Argo CD reads; else as it is here."""
    for full, name in ((f"refs/remotes/origin/{ref}", f"origin/{ref}"), (f"refs/heads/{ref}", ref), (ref, ref)):
        if commit := git.commit_of(root, full):
            return Branch(name, commit)
    return None


def _absent(root: Path, ref: str) -> str:
    if git.top(root) is None:
        return f"{ref}: is no ref here, as this is no Git repository"
    return (
        f"{ref}: neither origin/{ref} nor a branch of that name is in this clone; "
        f"`git fetch origin {ref}:refs/remotes/origin/{ref}` brings it, once the branch exists"
    )


def _apps(paths: Sequence[str], environment: str) -> tuple[str, ...]:
    """The apps of an environment whose rendered folders hold one of the files."""
    apps = {parts[2] for path in paths if (parts := path.split("/"))[:2] == ["dist", environment] and len(parts) > 3}
    folders = tuple(f"dist/{folder}/{environment}/" for folder in DELIVERIES)
    delivery = [DELIVERY] if any(path.startswith(folders) for path in paths) else []
    return (*sorted(apps), *delivery)


def _compared(project: Project, environment: str, before: Branch, after: Branch, now: datetime) -> Comparison:
    """What changes in an environment between two commits. Raises `ProjectError`."""
    old, new = (tree_at(project, branch.commit, project.root) for branch in (before, after))
    scope = parse_targets(project, Tree("", {**old.files, **new.files}), [environment])
    named = (Tree(branch.name, tree.of(scope).files) for branch, tree in ((before, old), (after, new)))
    sides = read(*named, versions=kubernetes_versions(project.environments))
    by_hand = {each.env_name for each in project.environments if each.tool is None}
    return compared(*sides, now, crds=project.definitions, by_hand=by_hand)


def _no_line(_: Cause) -> DecidingLine | None:
    """None is named: the settings here need not be those of either commit."""
    return None
