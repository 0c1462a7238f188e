"""The number of pods passes from the manifest to an autoscaler, or back.

Why: a `replicas` that leaves the manifest may become 1 for a moment, whatever the load; one that comes overrules the
autoscaler's last word.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.autoscaling import autoscaler_of
from plainsail.plan.causes import causes_of
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "warning"

_SCALED = ("Deployment", "StatefulSet")


def find(comparison: Comparison) -> Iterator[Finding]:
    """Workloads whose `replicas` comes or goes while an autoscaler goes or comes."""
    for change in comparison.changed(*_SCALED):
        for field in change.leaves:
            if field.path != ("spec", "replicas"):
                continue
            where, causes = change.resource.where("spec.replicas"), causes_of(change, [field])
            if field.new is ABSENT and autoscaler_of(comparison.after, change.resource):
                yield Finding(
                    where=where,
                    message=f"replicas: {field.old} goes, an autoscaler takes over: until it acts there may be 1 pod",
                    fix="sync the autoscaler first, beside `replicas`, and let `replicas` go with a second commit",
                    causes=causes,
                )
            elif field.old is ABSENT and change.old and autoscaler_of(comparison.before, change.old):
                message = f"the autoscaler no longer decides: there are {field.new} pods, whatever there are now"
                yield Finding(where=where, message=message, causes=causes)
