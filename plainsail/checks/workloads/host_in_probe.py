"""A probe or a hook asks another host than its own pod.

Why: the kubelet sends the request from the node, so the pod reaches through it what it may not reach itself, and
the answer says nothing of this pod.
Fix: remove `host`; the kubelet then asks the pod's own address. A virtual host goes into `httpHeaders`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.lifecycle import handlers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import policy_of

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_SINCE = (1, 34)


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        for name, handler in handlers(container):
            for kind in ("httpGet", "tcpSocket"):
                host = handler.get(kind, {}).get("host")
                if not host:
                    continue
                field, message = f"{name}.{kind}.host", f"asks {host} instead of its own pod"
                if policy_of(manifests, container.pod).version >= _SINCE:
                    yield violation(manifests, container, field, message, level="baseline")
                else:
                    yield Finding(container.where(field), message, severity="info")
