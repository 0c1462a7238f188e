"""Two containers of a pod want one port of the node, or a port on the host network is not the node's own.

Why: the API server refuses the pod.
Fix: drop `hostPort`, or give each its own; with `hostNetwork` it is the container's port or none.
"""

from collections import Counter
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods_and_templates():
        wanted = Counter(
            (port["hostPort"], port.get("protocol") or "TCP", port.get("hostIP", ""))
            for container in {each.name: each for each in pod.main_containers}.values()  # another check tells of twins
            for port in container.ports
            if port.get("hostPort")
        )
        for (number, protocol, _), times in wanted.items():
            if times > 1:
                yield Finding(pod.where("containers"), f"port {number} ({protocol}) of the node is wanted twice")
        for container in pod.containers if pod.spec.get("hostNetwork") else ():
            for port in container.ports:
                if port.get("hostPort", port["containerPort"]) not in (0, port["containerPort"]):
                    yield Finding(
                        container.where("ports"),
                        f"hostPort {port['hostPort']} is not containerPort {port['containerPort']}, "
                        "though the pod is on the host network",
                    )
