"""A port below 1024 without the right to listen on it.

Why: a user that is not root may take such a port only where the node's runtime opens it (containerd 2 does, older ones
do not); elsewhere the container crashes with 'permission denied'.
Fix: listen on 8080, or set the sysctl `net.ipv4.ip_unprivileged_port_start` on the pod.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.caddy import listening
from plainsail.manifests.fields import digits
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, is_windows
from plainsail.manifests.pods import Container, Pod

SEVERITY: Severity = "warning"

_SYSCTL = "net.ipv4.ip_unprivileged_port_start"
_FIRST = 1024
_ONLY_CONTAINERD_2 = (1, 36)


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        pod = container.pod
        if container.is_init or container.list_name == "ephemeralContainers" or is_windows(pod) or _may(container):
            continue
        ports = [address.port for address in listening(container)] or [
            port["containerPort"] for port in container.ports
        ]
        low = sorted(port for port in ports if port < min(_first_open_port(pod), _FIRST))
        if low and _is_not_root(container):
            yield Finding(
                container.where("ports"),
                f"listens on {low[0]} as a user that is not root, without a sysctl that opens the port",
                severity=None if pod.resource.environment else _elsewhere(pod),
            )


def _may(container: Container) -> bool:
    added = container.security.get("capabilities", {}).get("add", [])
    return bool({"NET_BIND_SERVICE", "ALL"} & set(added)) or bool(container.security.get("privileged"))


def _is_not_root(container: Container) -> bool:
    user = effective(container, "runAsUser")
    return user != 0 if user is not None else bool(effective(container, "runAsNonRoot"))


def _first_open_port(pod: Pod) -> int:
    for sysctl in pod.security.get("sysctls", []):
        number = digits(sysctl.get("value", ""))
        if sysctl["name"].replace("/", ".") == _SYSCTL and number is not None:
            return number
    return _FIRST


def _elsewhere(pod: Pod) -> Severity:
    """Somebody's nodes run containerd 2 from the first version of Kubernetes on that takes no older one."""
    version = tuple(map(int, pod.resource.kubernetes_version.split(".")[:2]))
    return "info" if version >= _ONLY_CONTAINERD_2 else "warning"
