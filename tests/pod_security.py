"""The Pod Security Standard "restricted", as Kubernetes publishes it: what it would refuse in a pod."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.pods import Pod

_VOLUMES = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected"),
    "secret",
}
_SYSCTLS = {
    *("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start"),
    *("net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports"),
    *("net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl"),
    "net.ipv4.tcp_keepalive_probes",
}
_SECCOMP = ("RuntimeDefault", "Localhost")
_SELINUX = (None, "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t")
_APPARMOR = (None, "RuntimeDefault", "Localhost")


def refused(pod: Pod) -> list[str]:
    """Why the admission controller would refuse the pod; empty for one that it takes."""
    found = [*_pod(pod.spec)]
    context = pod.spec.get("securityContext", {})
    for container in [*pod.containers, *pod.spec.get("ephemeralContainers", [])]:
        name, own = container["name"], container.get("securityContext", {})
        found += [f"{name}: {reason}" for rule in (_privileges, _ports, _profiles) for reason in rule(container, own)]
        found += [f"{name}: {reason}" for reason in _of_pod_or_container(context, own)]
    return [f"{pod.of}: {reason}" for reason in found]


def _pod(spec: dict[str, Any]) -> Iterator[str]:
    context = spec.get("securityContext", {})
    yield from (field for field in ("hostNetwork", "hostPID", "hostIPC") if spec.get(field))
    for volume in spec.get("volumes", []):
        yield from (f"volume of kind {kind}" for kind in volume.keys() - {"name"} - _VOLUMES)
    yield from (f"sysctl {each['name']}" for each in context.get("sysctls", []) if each["name"] not in _SYSCTLS)
    yield from _profiles({}, context)
    if context.get("runAsUser") == 0:
        yield "runAsUser 0"
    if context.get("windowsOptions", {}).get("hostProcess"):
        yield "hostProcess"


def _privileges(_: dict[str, Any], own: dict[str, Any]) -> Iterator[str]:
    capabilities = own.get("capabilities", {})
    if own.get("privileged"):
        yield "privileged"
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation"
    if "ALL" not in capabilities.get("drop", []):
        yield "capabilities not dropped"
    yield from (f"capability {name}" for name in capabilities.get("add", []) if name != "NET_BIND_SERVICE")
    if own.get("procMount", "Default") != "Default":
        yield "procMount"
    if own.get("runAsUser") == 0:
        yield "runAsUser 0"


def _ports(container: dict[str, Any], _: dict[str, Any]) -> Iterator[str]:
    yield from (f"hostPort {port['hostPort']}" for port in container.get("ports", []) if port.get("hostPort"))
    handlers = [container.get(probe, {}) for probe in ("livenessProbe", "readinessProbe", "startupProbe")]
    handlers += list(container.get("lifecycle", {}).values())
    for handler in handlers:
        if handler.get("httpGet", {}).get("host") or handler.get("tcpSocket", {}).get("host"):
            yield "host of a probe"


def _profiles(_: dict[str, Any], context: dict[str, Any]) -> Iterator[str]:
    selinux = context.get("seLinuxOptions", {})
    if selinux.get("type") not in _SELINUX or selinux.get("user") or selinux.get("role"):
        yield "seLinuxOptions"
    if context.get("appArmorProfile", {}).get("type") not in _APPARMOR:
        yield "appArmorProfile"
    if context.get("seccompProfile", {}).get("type", "RuntimeDefault") not in _SECCOMP:
        yield "seccompProfile"


def _of_pod_or_container(context: dict[str, Any], own: dict[str, Any]) -> Iterator[str]:
    """What a container may say, and inherits from its pod where it does not."""
    if own.get("runAsNonRoot", context.get("runAsNonRoot")) is not True:
        yield "runAsNonRoot"
    if own.get("seccompProfile", context.get("seccompProfile", {})).get("type") not in _SECCOMP:
        yield "seccompProfile not said"
