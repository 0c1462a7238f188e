"""A serving container gets SIGTERM at once.

Why: load balancers and proxies hear of a leaving pod some seconds late; those requests meet a closed port.
Fix: let `lifecycle.preStop` sleep: 5 seconds within the cluster, as long as it takes to deregister behind a load
balancer.
In settings: set `shutdown.pre_stop_seconds`: 5 within the cluster, as long as it takes to deregister behind a load
balancer.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for container in serving_containers(manifests, pod) if pod.resource.is_a("Deployment") else ():
            if "preStop" not in container.spec.get("lifecycle", {}):
                yield Finding(
                    container.where("lifecycle.preStop"),
                    "SIGTERM comes at once, while requests still arrive: there is no preStop",
                )
