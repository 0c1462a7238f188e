"""An amount of CPU, memory or storage cannot be read, or is below zero.

Why: the API server refuses the object.
Fix: write a number and a suffix: `100m`, `64Mi`, `1.5Gi`.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Amounts that the API server refuses."""
    yield from told(manifests, "quantity")
