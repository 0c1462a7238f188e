"""A workload sets `replicas`, and an autoscaler scales it.

Why: Argo CD and the autoscaler overwrite each other's number for ever: pods come and go with each sync. With
`kubectl apply`, each apply resets the number.
Fix: take `replicas` out; to give up autoscaling, take `hpa` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import scaled_by

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        workload = scaled_by(manifests, autoscaler)
        if workload is None or "replicas" not in workload.spec:
            continue
        replicas = workload.spec["replicas"]
        if replicas == 0:
            message = f"0 replicas switch {autoscaler.key} off: it scales nothing up from 0"
        else:
            least, most = autoscaler.spec.get("minReplicas", 1), autoscaler.spec["maxReplicas"]
            message = f"{replicas} here, {least} to {most} in {autoscaler.key}: each overwrites the other's number"
        yield Finding(workload.where("spec.replicas"), message, severity=graded(workload, SEVERITY, foreign="warning"))
