"""A key of a ConfigMap or Secret, or the name of a variable, is not allowed.

Why: the API server refuses the object.
Fix: use letters, digits, '-', '_' and '.'.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Keys and names that the API server refuses."""
    yield from told(manifests, "key")
