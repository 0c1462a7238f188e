"""A pod shares a namespace of its node.

Why: with the node's network, processes or memory it sees and reaches what belongs to other pods, and
network policies do not hold it.
Fix: remove `hostNetwork`, `hostPID` and `hostIPC`; a Service or an Ingress makes an app reachable.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SHARED = {"hostNetwork": "network", "hostPID": "processes", "hostIPC": "memory between processes"}


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for name, shared in _SHARED.items():
            if pod.spec.get(name):
                message = f"shares the node's {shared}"
                yield violation(manifests, pod, name, message, level="baseline", dangerous=True)
