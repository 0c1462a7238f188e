"""A waiver waives nothing, gives no reason, or names no check.

One of some places alone is judged place by place.

Why: a waiver outlives its reason, and then hides the next mistake.
Fix: take the waiver, or the place, out of `waivers`; or give the id of a check (`plainsail check --list`), a reason,
and the place as the finding prints it.
"""

from collections.abc import Collection, Iterator

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.nearest import did_you_mean, nearest
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.waivers import Waiver

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    book = manifests.waivers
    objects = _objects(manifests) if book.idle else frozenset()
    for waiver in book.waivers:
        at = f" at {waiver.only}" if waiver.only else ""
        if waiver.check not in book.checks:
            message = f"waives {waiver.check!r}, which is no check{did_you_mean(waiver.check, book.checks)}"
        elif not waiver.reason.strip():
            message = f"waives {waiver.check}{at} without a reason"
        elif waiver in book.idle and waiver.only:
            meant = _meant(waiver, book.found.get(waiver.home, ()), objects)
            message = f"waives {waiver.check}{at}, which finds nothing there{meant}"
        elif waiver in book.idle:
            message = f"waives {waiver.check}, which finds nothing"
        else:
            continue
        yield Finding(waiver.where, message, setting=waiver.setting)


def _objects(manifests: Manifests) -> Collection[tuple[str | None, str | None, str]]:
    """Every object by environment, app, and the name that findings give it."""
    return {
        (resource.environment, resource.app, known_as(resource.key, resource.app))
        for resource in (*manifests.resources, *manifests.unsound)
    }


def _meant(waiver: Waiver, found: Collection[str], objects: Collection[tuple[str | None, str | None, str]]) -> str:
    """The place that a misspelt one means; where the object is there, only a part of it."""
    name, _, part = waiver.only.partition(" ")
    if (waiver.environment, waiver.app, name) not in objects:
        return did_you_mean(waiver.only, found)
    near = nearest(part, [place.removeprefix(f"{name} ") for place in found if place.startswith(f"{name} ")])
    return f"; did you mean '{name} {near}'?" if near else ""
