"""The name of an object, container or volume is not allowed.

Why: the API server refuses the object: names become parts of host names, paths and URLs.
Fix: rename it as the message says.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Names that the API server refuses."""
    yield from told(manifests, "name")
