"""The autoscaler of a workload, on one side of a plan."""

from plainsail.manifests.fields import mapping
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource


def autoscaler_of(side: Manifests, workload: Resource) -> Resource | None:
    """The autoscaler that scales a workload."""
    for autoscaler in side.siblings(workload, "HorizontalPodAutoscaler"):
        target = mapping(autoscaler.document, "spec", "scaleTargetRef")
        if (target.get("kind"), target.get("name")) == (workload.kind, workload.name):
            return autoscaler
    return None
