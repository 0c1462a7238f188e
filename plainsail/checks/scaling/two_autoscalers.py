"""Two autoscalers scale one workload.

A ScaledObject of KEDA is one as well: KEDA makes a HorizontalPodAutoscaler of it.

Why: each sets the number of pods as if it were alone; the number swings for ever between their wishes. KEDA refuses a
ScaledObject of a workload that another autoscaler scales.
Fix: put all metrics into one autoscaler: the highest wish wins.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.fields import text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers, target_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership"


def check(manifests: Manifests) -> Iterator[Finding]:
    by_target: Neighbours[Resource] = Neighbours()
    for autoscaler in autoscalers(manifests):
        target = target_of(autoscaler)
        first = next((one for one in by_target.of(autoscaler, target) if not _is_its_own(autoscaler, one)), None)
        by_target.add(autoscaler, [target], autoscaler)
        if first is not None and target[1] and first.key != autoscaler.key:
            yield Finding(
                autoscaler.where("spec.scaleTargetRef"),
                f"{first.key} scales {'/'.join(target)} already: each overwrites the other's number",
                # Two files of a folder may be alternatives.
                severity=graded(autoscaler, SEVERITY, foreign=SEVERITY if first.path == autoscaler.path else "info"),
            )


def _is_its_own(scaled: Resource, autoscaler: Resource) -> bool:
    """Whether a ScaledObject takes an autoscaler over, or made it."""
    if scaled.kind != "ScaledObject":
        return False
    named = text(scaled.spec, "advanced", "horizontalPodAutoscalerConfig", "name")
    transferred = scaled.annotations.get(_TRANSFER) == "true" and named == autoscaler.name
    return transferred or autoscaler.name == f"keda-hpa-{scaled.name}"
