"""A label's or an annotation's key, or a label's value, is not allowed.

Why: the API server refuses the object; what selects it would never find it.
Fix: shorten it, or put free text into an annotation's value.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.problems import told

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """Labels and keys of annotations that the API server refuses."""
    yield from told(manifests, "label")
