"""An object leaves Git and stays in the cluster.

Why: nothing keeps it up to date any more, and nobody sees it in the tree.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.plan.changes import Comparison
from plainsail.plan.pruning import outcome

SEVERITY: Severity = "info"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects that go from the tree and are not pruned."""
    for change in comparison.removed():
        end = outcome(comparison, change)
        if end.fate in {"left", "by hand"}:
            fix = "delete it by hand once nothing needs it" if end.fate == "left" else ""
            yield change.finding(f"stays in the cluster: {end.why}", fix=fix)
