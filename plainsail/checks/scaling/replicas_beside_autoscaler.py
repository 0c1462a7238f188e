"""A workload sets `replicas`, and an autoscaler scales it.

Why: Argo CD and the autoscaler overwrite each other's number for ever: pods come and go with each sync. With
`kubectl apply`, each apply resets the number.
Fix: take `replicas` out; to give up autoscaling, take the HorizontalPodAutoscaler out.
In settings: take `replicas` out; to give up autoscaling, take `hpa` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.fields import number
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import custom, scaled_by

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_KEDA = (("min", 0), ("max", 100))
"""What a ScaledObject means where it does not say."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in (*manifests.of("HorizontalPodAutoscaler"), *custom(manifests, "ScaledObject")):
        workload = scaled_by(manifests, autoscaler)
        if workload is None or "replicas" not in workload.spec:
            continue
        message = _message(autoscaler, workload.spec["replicas"])
        yield Finding(workload.where("spec.replicas"), message, severity=graded(workload, SEVERITY, foreign="warning"))


def _message(autoscaler: Resource, replicas: int) -> str:
    if autoscaler.kind == "ScaledObject":
        least, most = (number(autoscaler.spec, f"{end}ReplicaCount", default=its) for end, its in _KEDA)
    elif replicas == 0:
        return f"0 replicas switch {autoscaler.key} off: it scales nothing up from 0"
    else:
        least, most = autoscaler.spec.get("minReplicas", 1), autoscaler.spec["maxReplicas"]
    return f"{replicas} here, {least} to {most} in {autoscaler.key}: each overwrites the other's number"
