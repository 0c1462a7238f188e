"""What a pod is held to: each restriction that its `securityContext` and its volumes give, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.paths import Path
from plainsail.manifests.fields import at, listed, mappings
from plainsail.manifests.pods import Container, pod_of
from plainsail.manifests.resource import Resource

Guarantees = Mapping[tuple[str, str], Path]
"""Container (empty for the pod) and what holds for it, to where that stands."""

_HOST = {"hostNetwork": "the node's network", "hostPID": "the node's processes", "hostIPC": "the node's memory"}


def guarantees(resource: Resource) -> Guarantees:
    """All that holds for the pods of a workload, and for each of its containers."""
    found: dict[tuple[str, str], Path] = {}
    pod = pod_of(resource)
    if pod is None:
        return found
    place, spec = (*pod.path, "spec"), pod.spec
    for field, what in _HOST.items():
        if spec.get(field) is not True:
            found["", f"it is kept out of {what} ({field})"] = (*place, field)
    if spec.get("automountServiceAccountToken") is False:
        told = (*place, "automountServiceAccountToken")
        found["", "no token of the API server is mounted (automountServiceAccountToken: false)"] = told
    if not any("hostPath" in volume for volume in mappings(spec, "volumes")):
        found["", "no folder of the node is mounted (hostPath)"] = (*place, "volumes")
    for container in pod.containers:
        for words, path in _of_container(container):
            found[container.name, words] = path
    return found


def _of_container(container: Container) -> Iterator[tuple[str, Path]]:
    own, pods = container.security, container.pod.security
    for words, name, holds in (
        ("it cannot run as root (runAsNonRoot: true)", "runAsNonRoot", _effective(own, pods, "runAsNonRoot") is True),
        ("it runs as another user than root (runAsUser)", "runAsUser", bool(_effective(own, pods, "runAsUser"))),
        (
            "it cannot gain privileges (allowPrivilegeEscalation: false)",
            "allowPrivilegeEscalation",
            own.get("allowPrivilegeEscalation") is False,
        ),
        (
            "it cannot write to its own file system (readOnlyRootFilesystem: true)",
            "readOnlyRootFilesystem",
            own.get("readOnlyRootFilesystem") is True,
        ),
        ("it is not privileged", "privileged", own.get("privileged") is not True),
        ("system calls are filtered (seccompProfile)", "seccompProfile", _is_confined(own, pods, "seccompProfile")),
        ("AppArmor is not switched off", "appArmorProfile", not _is_unconfined(own, pods, "appArmorProfile")),
        ("/proc is masked", "procMount", own.get("procMount") != "Unmasked"),
    ):
        if holds:
            inherited = name in pods and name not in own
            holder = (*container.pod.path, "spec") if inherited else container.path
            yield words, (*holder, "securityContext", name)
    for capability in sorted(str(each) for each in listed(own, "capabilities", "drop")):
        yield f"capability {capability} is dropped", (*container.path, "securityContext", "capabilities", "drop")
    if not any("hostPort" in port for port in mappings(container.spec, "ports")):
        yield "no port of the node leads to it (hostPort)", (*container.path, "ports")


def _effective(own: Mapping[str, Any], pods: Mapping[str, Any], name: str) -> Any:
    return own.get(name, pods.get(name))


def _is_confined(own: Mapping[str, Any], pods: Mapping[str, Any], name: str) -> bool:
    return at(_effective(own, pods, name), "type") in {"RuntimeDefault", "Localhost"}


def _is_unconfined(own: Mapping[str, Any], pods: Mapping[str, Any], name: str) -> bool:
    return bool(at(_effective(own, pods, name), "type") == "Unconfined")


def added_capabilities(resource: Resource) -> dict[tuple[str, str], Path]:
    """Container and capability to where it stands."""
    pod = pod_of(resource)
    return {
        (container.name, str(capability)): (*container.path, "securityContext", "capabilities", "add")
        for container in (pod.containers if pod else ())
        for capability in listed(container.security, "capabilities", "add")
    }
