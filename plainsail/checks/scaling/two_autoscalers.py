"""Two autoscalers scale one workload.

Why: each sets the number of pods as if it were alone; the number swings for ever between their wishes.
Fix: put all metrics into one autoscaler: the highest wish wins.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import autoscalers_of, scaled_by

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        workload = scaled_by(manifests, autoscaler)
        first = next(autoscalers_of(manifests, workload), autoscaler) if workload else autoscaler
        if workload is not None and first is not autoscaler:
            yield Finding(
                autoscaler.where("spec.scaleTargetRef"),
                f"{first.key} scales {workload.key} already: each overwrites the other's number",
                # Two files of a folder may be alternatives.
                severity=graded(autoscaler, SEVERITY, foreign=SEVERITY if first.path == autoscaler.path else "info"),
            )
