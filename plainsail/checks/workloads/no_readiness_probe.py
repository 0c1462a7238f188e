"""A container behind a Service has no readiness probe.

Ports that only monitoring asks (`metrics`) do not count, nor do Services without address (`clusterIP: None`). A
container without a probe is ready as soon as it runs, or as its startup probe succeeds.

Why: each rollout sends requests to pods that are still starting, and takes the old pods away for them.
Fix: set `readinessProbe`: a path that answers once the app can serve.
In settings: set `readiness_probe`: a path that answers once the app can serve.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for container in serving_containers(manifests, pod):
            if not {"readinessProbe", "startupProbe"} & container.spec.keys():
                yield Finding(
                    container.where("readinessProbe"),
                    "a Service sends it requests from the moment it runs: it has no readinessProbe",
                    # An agent on every node has no other pod to take its place meanwhile.
                    severity="info" if pod.resource.is_a("DaemonSet") else None,
                )
