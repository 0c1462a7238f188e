"""What a container engine (Docker, Podman, nerdctl) is told, so that a container is given what its pod gives it.

Only what the three engines understand alike. What cannot be said to them is named (`left_out.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from plainsail.images.left_out import left_out
from plainsail.images.mounts import mounts
from plainsail.images.variables import Variables, expanded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective
from plainsail.manifests.pods import Container
from plainsail.manifests.quantities import amount_of

_MEBIBYTE = 2**20


class Flag(NamedTuple):
    """One flag of `docker run`."""

    name: str
    """`--user`."""
    value: str | None
    """None for a flag that takes no value."""
    field: str
    """The field of the object that it follows: `spec.template.spec.securityContext.runAsUser`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The flag as arguments."""
        return (self.name,) if self.value is None else (self.name, self.value)


@dataclass(frozen=True)
class RunArguments:
    """How an engine runs a container."""

    flags: tuple[Flag, ...]
    """What stands before the image."""
    arguments: tuple[str, ...]
    """What stands behind it."""
    left_out: tuple[str, ...]
    """What the pod has and the container has not, in words."""


def run_arguments(manifests: Manifests, container: Container) -> RunArguments:
    """What to tell an engine about a container of a pod."""
    said = Variables.of(manifests, container)
    volumes = list(mounts(container))
    command = [expanded(word, said.values) for word in container.spec.get("command", [])]
    arguments = [expanded(word, said.values) for word in container.spec.get("args", [])]
    flags = [
        *_identity(container),
        *_confinement(container),
        *(Flag("--tmpfs", each.option, each.field) for each in volumes if each.option),
        *_limits(container),
        *_ending(container),
        *(Flag("--env", f"{name}={value}", said.fields[name]) for name, value in said.values.items()),
    ]
    if "workingDir" in container.spec:
        flags.append(Flag("--workdir", container.spec["workingDir"], container.where("workingDir").field))
    if command:
        # An entrypoint is one word for an engine; the rest of `command` stands before `args`.
        flags.append(Flag("--entrypoint", command[0], container.where("command").field))
    missing = [
        *said.left_out,
        *(each.left_out for each in volumes if each.left_out),
        *left_out(container, told={flag.name for flag in flags}),
    ]
    return RunArguments(tuple(flags), (*command[1:], *arguments), tuple(missing))


def _identity(container: Container) -> Iterator[Flag]:
    user, group = (effective(container, name) for name in ("runAsUser", "runAsGroup"))
    if user is not None:
        yield Flag("--user", f"{user}" if group is None else f"{user}:{group}", _said_at(container, "runAsUser"))
    for name in ("fsGroup", "supplementalGroups"):
        said = container.pod.security.get(name, [])
        for each in said if isinstance(said, list) else [said]:
            if each != group:
                yield Flag("--group-add", str(each), container.pod.where(f"securityContext.{name}").field)


def _confinement(container: Container) -> Iterator[Flag]:
    security, pod = container.security, container.pod
    if security.get("readOnlyRootFilesystem"):
        yield Flag("--read-only", None, _said_at(container, "readOnlyRootFilesystem"))
    capabilities = security.get("capabilities", {})
    for flag, list_name in (("--cap-drop", "drop"), ("--cap-add", "add")):
        for name in capabilities.get(list_name, []):
            yield Flag(flag, name, container.where(f"securityContext.capabilities.{list_name}").field)
    if security.get("allowPrivilegeEscalation") is False:
        yield Flag("--security-opt", "no-new-privileges", _said_at(container, "allowPrivilegeEscalation"))
    if security.get("privileged"):
        yield Flag("--privileged", None, _said_at(container, "privileged"))
    # RuntimeDefault is every engine's own default.
    profile: Any = effective(container, "seccompProfile") or {}
    if profile.get("type") == "Unconfined":
        yield Flag("--security-opt", "seccomp=unconfined", _said_at(container, "seccompProfile"))
    for entry in pod.security.get("sysctls", []):
        yield Flag("--sysctl", f"{entry['name']}={entry['value']}", pod.where("securityContext.sysctls").field)


def _said_at(container: Container, name: str) -> str:
    """Where a field of the securityContext that counts for the container is said: its own, or its pod's."""
    owner = container if name in container.security else container.pod
    return owner.where(f"securityContext.{name}").field


def _limits(container: Container) -> Iterator[Flag]:
    memory = amount_of(container.amount("limits", "memory"))
    if memory is not None:
        field, size = container.where("resources.limits.memory").field, _size(memory)
        yield Flag("--memory", size, field)
        # As much again in swap is what Docker would add; a node of Kubernetes has none.
        yield Flag("--memory-swap", size, field)
    cpu = amount_of(container.amount("limits", "cpu"))
    if cpu is not None:
        yield Flag("--cpus", f"{cpu.normalize():f}", container.where("resources.limits.cpu").field)


def _size(amount: Decimal) -> str:
    """Bytes as engines read them; none would mean no limit.

    >>> _size(Decimal(512 * 2**20)), _size(Decimal(1000)), _size(Decimal("0.1"))
    ('512m', '1000b', '1b')
    """
    whole = max(int(amount), 1)
    return f"{whole}b" if whole % _MEBIBYTE else f"{whole // _MEBIBYTE}m"


def _ending(container: Container) -> Iterator[Flag]:
    """The seconds that are left after the wait before SIGTERM, which engines do not know."""
    grace = container.pod.spec.get("terminationGracePeriodSeconds")
    wait: int = container.spec.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    if grace is not None:
        yield Flag(
            "--stop-timeout", str(max(grace - wait, 1)), container.pod.where("terminationGracePeriodSeconds").field
        )
