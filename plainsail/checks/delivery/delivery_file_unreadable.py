"""A delivery file cannot be read.

Why: what it says is held against nothing, and the tool that it is meant for cannot read it either.
Fix: mend the line that is named.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for file in manifests.delivery.broken:
        yield Finding(Location(file.path, file.line), file.problem)
