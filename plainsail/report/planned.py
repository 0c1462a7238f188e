"""The plan of what the settings, as they are now, do to a cluster, and the two trees that it compares."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError
from plainsail.plan.changes import Comparison
from plainsail.plan.report import Plan

if TYPE_CHECKING:
    from plainsail.report.facts import Facts

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable by which builds are told the time, so that they can be repeated: seconds since 1970."""


@dataclass(frozen=True)
class Planned:
    """A plan, and what it was made of."""

    plan: Plan
    comparison: Comparison
    left_out: Sequence[str]
    """What is not rendered, in words."""


def instant_of(facts: Facts) -> datetime | None:
    """The instant to count from: of `SOURCE_DATE_EPOCH`, else of the commit. Raises `ProjectError`; asks no clock."""
    written = os.environ.get(EPOCH)
    if written is None:
        return facts.now
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        raise ProjectError(f"{EPOCH}={written}: is no number of seconds since 1970") from None


def planned(facts: Facts, against: str) -> Planned:
    """What `plainsail plan --against` says. Raises `ProjectError`."""
    from plainsail.attribution.locate import Locator
    from plainsail.findings.known import Known
    from plainsail.plan.changes import compared
    from plainsail.plan.report import plan
    from plainsail.plan.trees import against as other
    from plainsail.plan.trees import read, rendered
    from plainsail.plan.whole_apps import with_registry
    from plainsail.project.rules import kubernetes_versions
    from plainsail.project.scope import Scope

    now = instant_of(facts)
    if now is None:
        raise ProjectError(f"there is no commit whose date the next runs could be counted from; set {EPOCH}")
    project = facts.project
    before = other(project, against, Path.cwd())
    after, left_out = rendered(project, Scope(), before)
    known = Known.of(project)
    sides = read(before, after, versions=kubernetes_versions(project.environments), reader=known.read)
    known.keep()
    by_hand = {environment.env_name for environment in project.environments if environment.tool is None}
    comparison = compared(*sides, now, crds=project.definitions, by_hand=by_hand)
    locator = Locator(project)
    line_of = with_registry(comparison, locator.behind, locator.entry)
    made = plan(comparison, line_of, before=before.name, after=after.name)
    locator.keep()
    return Planned(made, comparison, tuple(left_out))
