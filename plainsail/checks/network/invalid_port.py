"""A port's number or name is not allowed.

Why: the API server refuses the object.
Fix: use a number from 1 to 65535, and a name of at most 15 lower-case letters, digits and dashes.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Ports that the API server refuses."""
    yield from told(manifests, "port")
