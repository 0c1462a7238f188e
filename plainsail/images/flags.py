"""What a container engine (Docker, Podman, nerdctl) is told, so that a container is given what its pod gives it.

Only what the three engines understand alike. What cannot be said to them is named in `left_out`, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from plainsail.images.mounts import mounts
from plainsail.images.variables import Variables, expanded
from plainsail.kubernetes.manifests import Manifests
from plainsail.kubernetes.pod_security import effective
from plainsail.kubernetes.pods import Container, Pod
from plainsail.kubernetes.quantities import amount_of

_MEBIBYTE = 2**20


class Flag(NamedTuple):
    """One flag of `docker run`."""

    name: str
    """`--user`."""
    value: str | None
    """None for a flag that takes no value."""
    field: str
    """The field of the pod that it follows: `spec.template.spec.securityContext.runAsUser`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The flag as arguments."""
        return (self.name,) if self.value is None else (self.name, self.value)


@dataclass(frozen=True)
class Told:
    """How an engine runs a container."""

    flags: tuple[Flag, ...]
    """What stands before the image."""
    arguments: tuple[str, ...]
    """What stands behind it."""
    left_out: tuple[str, ...]
    """What the pod has and the container has not."""


def told(manifests: Manifests, container: Container) -> Told:
    """What to tell an engine about a container of a pod."""
    said = Variables.of(manifests, container)
    where = container.where().field
    volumes = list(mounts(container))
    command = [expanded(word, said.values) for word in container.spec.get("command", [])]
    arguments = [expanded(word, said.values) for word in container.spec.get("args", [])]
    flags = [
        *_identity(container),
        *_confinement(container),
        *(Flag("--tmpfs", each.option, each.field) for each in volumes if each.option),
        *_limits(container),
        *_ending(container),
        *(Flag("--env", f"{name}={value}", f"{where}.env[{name}]") for name, value in said.values.items()),
    ]
    if "workingDir" in container.spec:
        flags.append(Flag("--workdir", container.spec["workingDir"], f"{where}.workingDir"))
    if command:
        # An entrypoint is one word for an engine; the rest of `command` stands before `args`.
        flags.append(Flag("--entrypoint", command[0], f"{where}.command"))
    left_out = [each.left_out for each in volumes if each.left_out]
    return Told(
        tuple(flags), (*command[1:], *arguments), (*said.left_out, *left_out, *_other_containers(container.pod))
    )


def _identity(container: Container) -> Iterator[Flag]:
    user, group = (effective(container, name) for name in ("runAsUser", "runAsGroup"))
    field = f"{container.pod.field}.securityContext"
    if user is not None:
        yield Flag("--user", f"{user}" if group is None else f"{user}:{group}", f"{field}.runAsUser")
    groups = [container.pod.security.get("fsGroup"), *container.pod.security.get("supplementalGroups", [])]
    for each in dict.fromkeys(number for number in groups if number not in (None, group)):
        yield Flag("--group-add", str(each), f"{field}.fsGroup")


def _confinement(container: Container) -> Iterator[Flag]:
    field = f"{container.where().field}.securityContext"
    security, pod = container.security, container.pod
    if security.get("readOnlyRootFilesystem"):
        yield Flag("--read-only", None, f"{field}.readOnlyRootFilesystem")
    capabilities = security.get("capabilities", {})
    for flag, list_name in (("--cap-drop", "drop"), ("--cap-add", "add")):
        for name in capabilities.get(list_name, []):
            yield Flag(flag, name, f"{field}.capabilities.{list_name}")
    if security.get("allowPrivilegeEscalation") is False:
        yield Flag("--security-opt", "no-new-privileges", f"{field}.allowPrivilegeEscalation")
    if security.get("privileged"):
        yield Flag("--privileged", None, f"{field}.privileged")
    # RuntimeDefault is every engine's own default.
    profile: Any = effective(container, "seccompProfile") or {}
    if profile.get("type") == "Unconfined":
        yield Flag("--security-opt", "seccomp=unconfined", f"{field}.seccompProfile")
    for entry in pod.security.get("sysctls", []):
        yield Flag("--sysctl", f"{entry['name']}={entry['value']}", f"{pod.field}.securityContext.sysctls")


def _limits(container: Container) -> Iterator[Flag]:
    field = f"{container.where().field}.resources.limits"
    memory = amount_of(container.amount("limits", "memory"))
    if memory is not None:
        size = _size(memory)
        yield Flag("--memory", size, f"{field}.memory")
        # As much again in swap is what Docker would add; a node of Kubernetes has none.
        yield Flag("--memory-swap", size, f"{field}.memory")
    cpu = amount_of(container.amount("limits", "cpu"))
    if cpu is not None:
        yield Flag("--cpus", f"{cpu.normalize():f}", f"{field}.cpu")


def _size(amount: Decimal) -> str:
    """Bytes as engines read them.

    >>> _size(Decimal(512 * 2**20)), _size(Decimal(1000))
    ('512m', '1000b')
    """
    whole = int(amount)
    return f"{whole}b" if whole % _MEBIBYTE else f"{whole // _MEBIBYTE}m"


def _ending(container: Container) -> Iterator[Flag]:
    """The seconds that are left after the wait before SIGTERM, which engines do not know."""
    grace = container.pod.spec.get("terminationGracePeriodSeconds")
    wait: int = container.spec.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    if grace is not None:
        yield Flag("--stop-timeout", str(max(grace - wait, 1)), f"{container.pod.field}.terminationGracePeriodSeconds")


def _other_containers(pod: Pod) -> Iterator[str]:
    for other in pod.containers:
        if other.name != "app":
            yield f"the {'init container' if other.is_init else 'container'} {other.name}"
