"""A container behind a Service has no liveness probe.

Whether an app that hangs should rather be restarted or looked at is a matter of taste: other people's YAML hears of it
as information. A process that ends by itself is restarted without a probe.

Why: a process that hangs stays as it is, out of rotation, until somebody deletes its pod by hand.
Fix: set `livenessProbe`: a path of its own that depends on no other system.
In settings: set `liveness_probe`: a path of its own that depends on no other system.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for container in serving_containers(manifests, pod):
            if "livenessProbe" not in container.spec:
                yield Finding(
                    container.where("livenessProbe"),
                    "nothing restarts it when it hangs: it has no livenessProbe",
                    severity=graded(container.resource, SEVERITY),
                )
