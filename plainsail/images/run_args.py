"""How a container engine (Docker, Podman, nerdctl) runs a container as its pod does.

Only what the three engines understand alike, but for the few words by which Podman is told what the others do anyway.
Whatever they cannot be told is named, and so is what is not known here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.images.variables import Variables, expanded
from plainsail.manifests.fields import at, listed, mappings, text
from plainsail.manifests.lifecycle import budget
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective
from plainsail.manifests.pods import Container
from plainsail.manifests.ports import number_of

Engine = Literal["docker", "podman"]
"""Who understands the flags; nerdctl understands those of Docker."""

_MEBIBYTE = 2**20
_PROBES = {"startup": "startupProbe", "liveness": "livenessProbe", "readiness": "readinessProbe"}
_UNBOUNDED = 60
"""Seconds to wait for a good answer where nothing would ever kill the container."""
_SOURCES = {
    "configMap": ("ConfigMap", "name"),
    "persistentVolumeClaim": ("claim", "claimName"),
    "secret": ("Secret", "secretName"),
}
_KNOWN_OF_CONTAINER = {
    *("args", "command", "env", "envFrom", "volumeMounts", "workingDir"),  # told as they are
    *("lifecycle", "resources", "securityContext"),  # told in part
    *("image", "imagePullPolicy", "name", "ports"),  # the user's choice
    *("livenessProbe", "readinessProbe", "startupProbe"),  # asked from outside
    *("terminationMessagePath", "terminationMessagePolicy"),  # for the kubelet alone
}
_KNOWN_OF_POD = {
    *("containers", "initContainers", "securityContext", "terminationGracePeriodSeconds", "volumes"),
    # What decides where it runs, and as what in the cluster.
    *("activeDeadlineSeconds", "affinity", "automountServiceAccountToken", "enableServiceLinks", "imagePullSecrets"),
    *("nodeName", "nodeSelector", "preemptionPolicy", "priority", "priorityClassName", "restartPolicy"),
    *("schedulerName", "schedulingGates", "serviceAccount", "serviceAccountName", "tolerations"),
    "topologySpreadConstraints",
}
_KNOWN_OF_SECURITY = {
    *("allowPrivilegeEscalation", "capabilities", "privileged", "readOnlyRootFilesystem"),
    *("fsGroup", "runAsGroup", "runAsUser", "seccompProfile", "supplementalGroups", "sysctls"),
    *("fsGroupChangePolicy", "runAsNonRoot"),  # nothing to do in a container that runs as this user
}


class Flag(NamedTuple):
    """One flag of `docker run`."""

    flag: str
    """`--user`."""
    value: str | None
    """None for a flag that takes no value."""
    field: str
    """The field of the object that it follows: `spec.template.spec.securityContext.runAsUser`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The flag as arguments."""
        return (self.flag,) if self.value is None else (self.flag, self.value)


@dataclass(frozen=True)
class RunArguments:
    """How an engine runs a container."""

    flags: tuple[Flag, ...]
    """What stands before the image."""
    arguments: tuple[str, ...]
    """What stands behind it."""
    left_out: tuple[str, ...]
    """What the pod has and the container has not, in words."""


@dataclass(frozen=True)
class HttpProbe:
    """One HTTP probe, as the kubelet asks it."""

    probe: str
    """`startup`, `liveness` or `readiness`."""
    scheme: str
    port: int
    path: str
    host: str
    """The Host header; empty where the engine's own address will do."""
    period_seconds: int
    timeout_seconds: int
    budget_seconds: int
    """Seconds from the container's start until each of its probes must have answered well."""


def run_arguments(manifests: Manifests, container: Container, engine: Engine = "docker") -> RunArguments:
    """What to tell an engine about a container of a pod."""
    variables = Variables.of(manifests, container)
    volumes = list(mounts(container, engine))
    command, arguments = (
        [expanded(word, variables.values) for word in container.spec.get(name, [])] for name in ("command", "args")
    )
    flags = [
        *_identity(container),
        *_confinement(container, engine),
        *(mount for mount in volumes if isinstance(mount, Flag)),
        *_limits(container),
        *(Flag("--env", f"{name}={value}", variables.fields[name]) for name, value in variables.values.items()),
    ]
    if "workingDir" in container.spec:
        flags.append(Flag("--workdir", container.spec["workingDir"], container.where("workingDir").field))
    if command:
        # An entrypoint is one word for an engine; the rest of `command` stands before `args`.
        flags.append(Flag("--entrypoint", command[0], container.where("command").field))
    left_out = [
        *variables.left_out,
        *(mount for mount in volumes if isinstance(mount, str)),
        *_left_out(container, {flag.flag for flag in flags}),
    ]
    return RunArguments(tuple(flags), (*command[1:], *arguments), tuple(left_out))


def mounts(container: Container, engine: Engine = "docker") -> Iterator[Flag | str]:
    """A tmpfs of its size for each emptyDir, and one for each claim of a StatefulSet, which is empty at first too.

    In words what the container goes without: all other content.
    """
    # Podman would fill a tmpfs with what the image has at its path; an emptyDir is empty.
    empty = ",notmpcopyup" if engine == "podman" else ""
    volumes = {volume["name"]: volume for volume in container.pod.spec.get("volumes", [])}
    claims = {text(claim, "metadata", "name") for claim in mappings(container.resource.spec, "volumeClaimTemplates")}
    mounted: list[dict[str, Any]] = container.spec.get("volumeMounts", [])
    times = Counter(mount["name"] for mount in mounted)
    for index, mount in enumerate(mounted):
        field = container.where(f"volumeMounts[{index}]").field
        name, path = mount["name"], mount["mountPath"]
        volume = {"emptyDir": {}} if name in claims else volumes.get(name, {})
        if "emptyDir" not in volume or ":" in path:  # a colon ends the path in an engine's option
            kinds = (f"{kind} {volume[key].get(of, name)}" for key, (kind, of) in _SOURCES.items() if key in volume)
            yield f"the {next(kinds, f'volume {name}')} at {path}"
            continue
        size = amount_of(volume["emptyDir"].get("sizeLimit"))
        access, limit = "ro" if mount.get("readOnly") else "rw", f",size={int(size)}" if size else ""
        # Writable for everybody. Engines would forbid to execute files there; the kubelet does not.
        yield Flag("--tmpfs", f"{path}:{access},exec,nosuid,nodev,mode=0777{limit}{empty}", field)
        if name in claims:
            yield f"the claim {name}: {path} is in memory"
        elif times[name] > 1:
            yield f"that {path} and others are one volume"
        elif size is None and "sizeLimit" in volume["emptyDir"]:
            yield f"the size of {path}"


def http_probes(container: Container) -> Iterator[HttpProbe]:
    """The HTTP probes of a container. Those of other kinds cannot be asked from outside of it."""
    within = budget(container.spec) or _UNBOUNDED
    for name, field in _PROBES.items():
        probe = container.spec.get(field, {})
        request = probe.get("httpGet", {})
        if port := number_of(request.get("port"), container):
            headers = {entry["name"].lower(): entry.get("value", "") for entry in request.get("httpHeaders", [])}
            yield HttpProbe(
                probe=name,
                scheme=request.get("scheme", "HTTP").lower(),
                port=port,
                path=request.get("path", "/"),
                host=headers.get("host", request.get("host", "")),
                period_seconds=probe.get("periodSeconds", 10),
                timeout_seconds=probe.get("timeoutSeconds", 1),
                budget_seconds=within,
            )


def _identity(container: Container) -> Iterator[Flag]:
    user, group = (effective(container, name) for name in ("runAsUser", "runAsGroup"))
    if user is not None:
        yield Flag("--user", f"{user}" if group is None else f"{user}:{group}", _field(container, "runAsUser"))
    for name in ("fsGroup", "supplementalGroups"):
        groups = container.pod.security.get(name, [])
        for number in groups if isinstance(groups, list) else [groups]:
            if number != group:
                yield Flag("--group-add", str(number), _field(container, name))


def _confinement(container: Container, engine: Engine) -> Iterator[Flag]:
    own = container.security
    if own.get("readOnlyRootFilesystem"):
        yield Flag("--read-only", None, _field(container, "readOnlyRootFilesystem"))
        if engine == "podman":  # it would make /run, /tmp and /var/tmp writable, which no pod has
            yield Flag("--read-only-tmpfs=false", None, _field(container, "readOnlyRootFilesystem"))
    for flag, list_name in (("--cap-drop", "drop"), ("--cap-add", "add")):
        for name in listed(own, "capabilities", list_name):
            yield Flag(flag, name, container.where(f"securityContext.capabilities.{list_name}").field)
    if own.get("allowPrivilegeEscalation") is False:
        yield Flag("--security-opt", "no-new-privileges", _field(container, "allowPrivilegeEscalation"))
    if own.get("privileged"):
        yield Flag("--privileged", None, _field(container, "privileged"))
    if at(effective(container, "seccompProfile"), "type") == "Unconfined":  # RuntimeDefault is every engine's default
        yield Flag("--security-opt", "seccomp=unconfined", _field(container, "seccompProfile"))
    for entry in container.pod.security.get("sysctls", []):
        yield Flag("--sysctl", f"{entry['name']}={entry['value']}", _field(container, "sysctls"))


def _field(container: Container, name: str) -> str:
    """Where a field of the securityContext stands that counts for the container: its own, or its pod's."""
    owner = container if name in container.security else container.pod
    return owner.where(f"securityContext.{name}").field


def _limits(container: Container) -> Iterator[Flag]:
    memory, cpu = (amount_of(container.amount("limits", name)) for name in ("memory", "cpu"))
    if memory is not None:
        whole = max(int(memory), 1)  # none would mean no limit
        size = f"{whole}b" if whole % _MEBIBYTE else f"{whole // _MEBIBYTE}m"
        # As much again in swap is what Docker would add; a node of Kubernetes has none.
        for name in ("--memory", "--memory-swap"):
            yield Flag(name, size, container.where("resources.limits.memory").field)
    if cpu is not None:
        yield Flag("--cpus", f"{cpu.normalize():f}", container.where("resources.limits.cpu").field)
    grace = container.pod.spec.get("terminationGracePeriodSeconds")
    if grace is not None:
        # What is left after the wait before SIGTERM, which engines do not know.
        wait = at(container.spec, "lifecycle", "preStop", "sleep", "seconds") or 0
        field = container.pod.where("terminationGracePeriodSeconds").field
        yield Flag("--stop-timeout", str(max(grace - wait, 1)), field)


def _left_out(container: Container, flags: Collection[str]) -> Iterator[str]:
    """What the pod has and the container will not have, in words; `flags` are those that the engine gets."""
    yield from _unknown(container.spec, _KNOWN_OF_CONTAINER)
    yield from _unknown(container.pod.spec, _KNOWN_OF_POD)
    for security in (container.security, container.pod.security):
        yield from (f"securityContext.{name}" for name in _unknown(security, _KNOWN_OF_SECURITY))
    if effective(container, "runAsGroup") is not None and "--user" not in flags:
        yield "securityContext.runAsGroup, without a user"
    profile = effective(container, "seccompProfile")
    if at(profile, "type") not in (None, "RuntimeDefault", "Unconfined"):  # every engine has these
        yield f"the seccomp profile {at(profile, 'localhostProfile')}"
    yield from _left_out_in_part(container.spec, flags)
    for other in container.pod.containers:
        if other is not container:
            yield f"the {'init container' if other.is_init else 'container'} {other.name}"


def _left_out_in_part(spec: Mapping[str, Any], flags: Collection[str]) -> Iterator[str]:
    """What is not told of fields that are told otherwise."""
    for name, handlers in spec.get("lifecycle", {}).items():
        for handler in handlers if isinstance(handlers, dict) else ():
            if (name, handler) != ("preStop", "sleep"):  # the time to stop is shortened by it
                yield f"lifecycle.{name}.{handler}"
    for name, value in spec.get("resources", {}).get("limits", {}).items():
        if {"memory": "--memory", "cpu": "--cpus"}.get(name) not in flags:
            yield f"the limit {name}: {value}"
    for name in _PROBES.values():
        for handler in ("exec", "grpc", "tcpSocket"):
            if handler in spec.get(name, {}):
                yield f"the {name}, which asks by {handler}"


def _unknown(fields: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Fields that mean something and are not known; what is false or empty means nothing."""
    yield from (name for name, value in fields.items() if value and name not in known)
