"""What becomes of objects that left Git: pruned, asked about, or left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.syncing import applications, cascades, is_hook, keeps, options, prunes, refrains

Fate = Literal["pruned", "asked", "by hand", "left", "gone already"]


@dataclass(frozen=True)
class Outcome:
    """What happens to an object, and why."""

    fate: Fate
    why: str = ""


def outcome(comparison: Comparison, change: ObjectChange) -> Outcome:
    """What Argo CD does with an object that is no longer rendered."""
    old = change.old
    if old is None:
        raise ValueError("only an object that was there can go")
    if is_hook(old):
        return Outcome("gone already", "hooks are deleted by their own policy, not pruned")
    now, before = applications(comparison.after, old), applications(comparison.before, old)
    if before and not now:
        return _with_its_application(old, cascade=any(cascades(each) for each in before))
    return _by_annotation(old) or _by_application(now)


def _with_its_application(old: Resource, *, cascade: bool) -> Outcome:
    if not cascade:
        return Outcome("left", "its Application goes, without the finalizer that would take its objects along")
    if "Delete=false" in options(old):
        return Outcome("left", "its Application goes, and it says Delete=false")
    return Outcome("pruned", "its Application goes, with all that it brought")


def _by_annotation(old: Resource) -> Outcome | None:
    if keeps(old):
        return Outcome("left", "it says Prune=false")
    if "Prune=confirm" in options(old):
        return Outcome("asked", "Argo CD waits until somebody confirms it (Prune=confirm)")
    return None


def _by_application(now: list[Resource]) -> Outcome:
    if any(refrains(each) for each in now):
        return Outcome("left", "its Application says Prune=false")
    if now and not any(prunes(each) for each in now):
        return Outcome("by hand", "its Application does not prune by itself: it stays until somebody syncs with prune")
    return Outcome("pruned")
