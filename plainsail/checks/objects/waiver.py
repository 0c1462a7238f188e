"""A waiver waives nothing, gives no reason, or names no check.

Why: a waiver outlives its reason, and then hides the next mistake.
Fix: take the waiver out of `waivers`, or give the id of a check (`plainsail check --list`) and a reason.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    book = manifests.waivers
    for waiver in book.waivers:
        if waiver.check not in book.checks:
            message = f"waives {waiver.check!r}, which is no check"
        elif not waiver.reason.strip():
            message = f"waives {waiver.check} without a reason"
        elif waiver in book.idle:
            message = f"waives {waiver.check}, which finds nothing"
        else:
            continue
        yield Finding(waiver.where, message, setting=waiver.setting)
