"""A workload sets `replicas`, and an autoscaler scales it.

Why: Argo CD and the autoscaler overwrite each other's number for ever: pods come and go with each sync. With
`kubectl apply`, each apply resets the number.
Fix: take `replicas` out; to give up autoscaling, take the HorizontalPodAutoscaler or the ScaledObject out.
In settings: take `replicas` out; to give up autoscaling, take `hpa` or `scaled_object` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers, bounds_of, scaled_by

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in autoscalers(manifests):
        workload = scaled_by(manifests, autoscaler)
        if workload is None or "replicas" not in workload.spec:
            continue
        message = _message(autoscaler, workload.spec["replicas"])
        yield Finding(workload.where("spec.replicas"), message, severity=graded(workload, SEVERITY, foreign="warning"))


def _message(autoscaler: Resource, replicas: int) -> str:
    if replicas == 0 and autoscaler.kind != "ScaledObject":
        return f"0 replicas switch {autoscaler.key} off: it scales nothing up from 0"
    bounds = bounds_of(autoscaler)
    return f"{replicas} here, {bounds.fewest} to {bounds.most} in {autoscaler.key}: each overwrites the other's number"
