"""The plan of what the settings, as they are now, do to a cluster, and the two trees that it compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plainsail.attribution.locate import Locator
from plainsail.findings.known import Known
from plainsail.plan.changes import Comparison, compared
from plainsail.plan.report import Plan, plan
from plainsail.plan.trees import Tree, read, rendered
from plainsail.plan.whole_apps import with_registry
from plainsail.project.project import Project
from plainsail.project.rules import kubernetes_versions
from plainsail.project.scope import Scope


@dataclass(frozen=True)
class Planned:
    """A plan, and what it was made of."""

    plan: Plan
    comparison: Comparison
    left_out: Sequence[str]
    """What is not rendered, in words."""


def planned(project: Project, other: Tree, now: datetime, scope: Scope | None = None) -> Planned:
    """What changes from another tree to the settings, in a scope or as a whole. Raises `ProjectError`.

    The next runs of jobs are counted from `now`.
    """
    scope = scope or Scope()
    before, (after, left_out) = other.of(scope), rendered(project, scope, other)
    known = Known.of(project)
    sides = read(before, after, versions=kubernetes_versions(project.environments), reader=known.read)
    known.keep()
    by_hand = {environment.env_name for environment in project.environments if environment.tool is None}
    comparison = compared(*sides, now, crds=project.definitions, within=scope.folders, by_hand=by_hand)
    locator = Locator(project)
    line_of = with_registry(comparison, locator.behind, locator.entry)
    made = plan(comparison, line_of, before=before.name, after=after.name)
    locator.keep()
    return Planned(made, comparison, tuple(left_out))
