"""A sysctl is none of those that are safe.

Why: an unsafe one reaches other pods or the node, and the kubelet refuses the pod unless the node allows it by name.
Fix: remove it, or set it on the nodes.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import policy_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SAFE_SINCE = {
    "kernel.shm_rmid_forced": (1, 0),
    "net.ipv4.ip_local_port_range": (1, 0),
    "net.ipv4.ip_unprivileged_port_start": (1, 0),
    "net.ipv4.ping_group_range": (1, 0),
    "net.ipv4.tcp_syncookies": (1, 0),
    "net.ipv4.ip_local_reserved_ports": (1, 27),
    "net.ipv4.tcp_fin_timeout": (1, 29),
    "net.ipv4.tcp_keepalive_intvl": (1, 29),
    "net.ipv4.tcp_keepalive_probes": (1, 29),
    "net.ipv4.tcp_keepalive_time": (1, 29),
    "net.ipv4.tcp_rmem": (1, 32),
    "net.ipv4.tcp_wmem": (1, 32),
}


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        version = policy_of(manifests, pod).version
        for sysctl in pod.security.get("sysctls", []):
            name = sysctl["name"]
            since = _SAFE_SINCE.get(name)
            if since is not None and since <= version:
                continue
            message = f"{name} is not among the safe sysctls"
            if since is not None:
                message += f" before Kubernetes {since[0]}.{since[1]}"
            field = f"securityContext.sysctls[{name}]"
            if manifests.is_refused(pod.resource, pod.where(field).field):
                continue
            yield violation(manifests, pod, field, message, level="baseline", dangerous=True)
