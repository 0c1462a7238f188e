"""The number of pods passes from the manifest to an autoscaler, or back.

Why: a `replicas` that leaves the manifest may become 1 for a moment, whatever the load; one that comes overrules the
autoscaler's last word.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.scaling import autoscalers_of
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Workloads whose `replicas` comes or goes while an autoscaler goes or comes."""
    for change in comparison.changed(*SCALED):
        for field in change.leaves:
            if field.path != ("spec", "replicas"):
                continue
            if field.new is ABSENT and any(autoscalers_of(comparison.after, change.resource)):
                yield change.finding(
                    f"replicas: {field.old} goes, an autoscaler takes over: until it acts there may be 1 pod",
                    [field],
                    fix="sync the autoscaler first, beside `replicas`, and let `replicas` go with a second commit",
                )
            elif field.old is ABSENT and change.old and any(autoscalers_of(comparison.before, change.old)):
                count = "is 1 pod" if field.new == 1 else f"are {field.new} pods"
                message = f"the autoscaler no longer decides: there {count}, whatever there are now"
                yield change.finding(message, [field])
