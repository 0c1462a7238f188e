"""An image cannot be read as one.

Why: the pod stays in InvalidImageName and never starts.
Fix: write `registry/repository:tag@digest`, the repository in lower case.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """References that no container runtime parses."""
    yield from told(manifests, "image")
