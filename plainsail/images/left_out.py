"""What a pod gives its container and a container engine cannot be told. Whatever is not known here is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from plainsail.manifests.pod_security import effective
from plainsail.manifests.pods import Container, Pod

_CONTAINER = {
    *("args", "command", "env", "envFrom", "volumeMounts", "workingDir"),  # told as they are
    *("lifecycle", "resources", "securityContext"),  # told in part: below
    *("image", "imagePullPolicy", "name", "ports"),  # the user's choice
    *("livenessProbe", "readinessProbe", "startupProbe"),  # asked from outside
    *("terminationMessagePath", "terminationMessagePolicy"),  # for the kubelet alone
}
_POD = {
    *("containers", "initContainers", "securityContext", "terminationGracePeriodSeconds", "volumes"),
    # What decides where it runs, and as what in the cluster.
    *("activeDeadlineSeconds", "affinity", "automountServiceAccountToken", "enableServiceLinks", "imagePullSecrets"),
    *("nodeName", "nodeSelector", "preemptionPolicy", "priority", "priorityClassName", "restartPolicy"),
    *("schedulerName", "schedulingGates", "serviceAccount", "serviceAccountName", "tolerations"),
    "topologySpreadConstraints",
}
_SECURITY = {
    *("allowPrivilegeEscalation", "capabilities", "privileged", "readOnlyRootFilesystem"),
    *("fsGroup", "runAsGroup", "runAsUser", "seccompProfile", "supplementalGroups", "sysctls"),
    *("fsGroupChangePolicy", "runAsNonRoot"),  # nothing to do in a container that runs as this user
}
_PROFILES = ("RuntimeDefault", "Unconfined")


def left_out(container: Container, *, told: Collection[str]) -> Iterator[str]:
    """What the pod has and the container will not have, in words; `told` are the flags that the engine gets."""
    yield from _unknown(container.spec, _CONTAINER)
    yield from _unknown(container.pod.spec, _POD)
    for security in (container.security, container.pod.security):
        yield from (f"securityContext.{name}" for name in _unknown(security, _SECURITY))
    if effective(container, "runAsGroup") is not None and "--user" not in told:
        yield "securityContext.runAsGroup, without a user"
    profile: Any = effective(container, "seccompProfile") or {}
    if profile.get("type", _PROFILES[0]) not in _PROFILES:
        yield f"the seccomp profile {profile.get('localhostProfile')}"
    yield from _of_lifecycle(container)
    yield from _of_limits(container, told)
    yield from _of_probes(container)
    yield from _other_containers(container.pod, container)


def _unknown(said: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Fields that mean something and are not known; what is false or empty means nothing."""
    yield from (name for name, value in said.items() if value and name not in known)


def _of_lifecycle(container: Container) -> Iterator[str]:
    for name, handlers in container.spec.get("lifecycle", {}).items():
        for handler in handlers if isinstance(handlers, dict) else ():
            if (name, handler) != ("preStop", "sleep"):  # the time to stop is shortened by it
                yield f"lifecycle.{name}.{handler}"


def _of_limits(container: Container, told: Collection[str]) -> Iterator[str]:
    flags = {"memory": "--memory", "cpu": "--cpus"}
    for name, value in container.spec.get("resources", {}).get("limits", {}).items():
        if flags.get(name) not in told:
            yield f"the limit {name}: {value}"


def _of_probes(container: Container) -> Iterator[str]:
    for name in ("startupProbe", "livenessProbe", "readinessProbe"):
        for handler in ("exec", "grpc", "tcpSocket"):
            if handler in container.spec.get(name, {}):
                yield f"the {name}, which asks by {handler}"


def _other_containers(pod: Pod, own: Container) -> Iterator[str]:
    for other in pod.containers:
        if other is not own:
            yield f"the {'init container' if other.is_init else 'container'} {other.name}"
