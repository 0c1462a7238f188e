"""Containers: what they run, which variables they have, what they are given, and how they are probed."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.kubernetes.quantities import amount_of
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.image import Image
from constructs_lib.settings.security import Security
from constructs_lib.settings.text import (
    AbsolutePath,
    DnsName,
    FileName,
    HeaderName,
    HeaderValue,
    HttpPath,
    Natural,
    Port,
    PortName,
    Positive,
    Quantity,
    VariableName,
    matching,
)
from constructs_lib.settings.values import NONE, Map, Seq, freeze, setting


def split(command: str | Sequence[str]) -> list[str]:
    """The words of a command. A list is taken as it is.

    >>> split("php bin/console app:greet 'two words'")
    ['php', 'bin/console', 'app:greet', 'two words']
    """
    return shlex.split(command) if isinstance(command, str) else list(command)


def _check(command: str | Sequence[str]) -> str | Sequence[str]:
    try:
        words = split(command)
    except ValueError as error:
        reason = str(error).lower()
        raise ValueError(f"cannot be split into words: {reason}; close it, or write a list of words") from None
    if not words or not words[0]:
        raise ValueError("is an empty command; write what to run")
    return command if isinstance(command, str) else freeze(command)


Command = Annotated[str | Sequence[str], Check(_check)]
"""Text that is split as a shell would split it (no variables, no pipes), or a list of words."""


@setting
class Compute:
    """Amounts of what a node has to give."""

    cpu: Quantity | None = None
    """Cores: `500m` is half of one."""
    memory: Quantity | None = None
    """Bytes: `512Mi`."""
    ephemeral_storage: Quantity | None = None
    """Bytes of the node's disk: logs, and emptyDir volumes."""


@setting
class Resources:
    """Requests schedule the pod, limits throttle (CPU) or kill (memory) it. `resources` of a container."""

    requests: Compute = Compute()
    """What the node guarantees; autoscaling counts in percent of it."""
    limits: Compute = Compute()
    """The most that the container may take."""

    def __post_init__(self) -> None:
        for name in ("cpu", "memory", "ephemeral_storage"):
            request, limit = getattr(self.requests, name), getattr(self.limits, name)
            if request and limit and (amount_of(request) or 0) > (amount_of(limit) or 0):
                raise SettingsError(
                    f"requests {name}={request!r} is above limits {name}={limit!r}", path=("requests", name)
                )


@setting
class Timing:
    """When a probe asks, and how often it may fail. All times in seconds."""

    period_seconds: Positive = 10
    """Seconds from one question to the next."""
    timeout_seconds: Positive = 1
    """Seconds to wait for an answer."""
    failure_threshold: Positive = 3
    """Failures in a row that count as one."""
    initial_delay_seconds: Natural = 0
    """Seconds from the container's start to the first question; a startup probe is the better way."""


@setting
class Probe(Timing):
    """An HTTP GET on the app's port: 200 to 399 is well."""

    path: HttpPath = field(kw_only=False)
    """The path that is asked (`httpGet.path`)."""
    port: PortName | None = None
    """The name of the port, where the app has several; without one it is the app's first."""
    scheme: Literal["HTTP", "HTTPS"] = "HTTP"
    """`HTTPS` where the app itself ends TLS; its certificate is not checked."""
    headers: Map[HeaderName, HeaderValue] = NONE
    """Headers that are sent along (`httpHeaders`)."""


@setting
class TcpProbe(Timing):
    """A connection to a port of the app (`tcpSocket`): who takes it is well."""

    port: PortName | None = field(kw_only=False, default=None)
    """The name of the port; without one it is the app's first."""


@setting
class GrpcProbe(Timing):
    """A call of `grpc.health.v1.Health/Check` at a port of the app (`grpc`): SERVING is well."""

    port: PortName | None = field(kw_only=False, default=None)
    """The name of the port; without one it is the app's first. Kubernetes is given its number."""
    service: str | None = None
    """The service that is asked about; without one it is the server as a whole."""


@setting
class ExecProbe(Timing):
    """A command in the container: exit code 0 is well. For processes that serve no HTTP."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""


PortProbe = Probe | TcpProbe | GrpcProbe
"""A question to a port of the app."""
AnyProbe = PortProbe | ExecProbe
"""A question to the app: by HTTP, by a connection, by gRPC, or by a command."""


@setting
class FieldRef:
    """A fact about the pod, as a variable (`fieldRef`): `FieldRef("status.podIP")`."""

    field_path: Annotated[
        str,
        Check(
            matching(
                r"metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)"
                r"|status\.(hostIP|hostIPs|podIP|podIPs)",
                "is no field that the downward API offers, such as 'metadata.name' or 'status.podIP'",
            )
        ),
    ] = field(kw_only=False)
    """The field of the pod."""


@setting
class ResourceRef:
    """What the container was given, as a variable (`resourceFieldRef`): `ResourceRef("limits.memory")`."""

    resource: Annotated[
        str,
        Check(
            matching(
                r"(requests|limits)\.(cpu|memory|ephemeral-storage)",
                "is no resource that the downward API offers, such as 'limits.memory' or 'requests.cpu'",
            )
        ),
    ] = field(kw_only=False)
    """The resource."""
    divisor: Annotated[
        str,
        Check(matching(r"1m?|1[kMGTPE]|1[KMGTPE]i", "is not a divisor; write '1', '1m', '1Mi' or '1M'")),
    ] = "1"
    """The unit in which it is counted; rounded up. CPU counts in `1` or `1m`, bytes in all but `1m`."""

    def __post_init__(self) -> None:
        if self.divisor != "1" and self.resource.endswith(".cpu") != (self.divisor == "1m"):
            taken = "'1' or '1m'" if self.resource.endswith(".cpu") else "'1', '1Mi', '1M' and their like"
            raise SettingsError(
                f"divisor={self.divisor!r} does not count {self.resource}; write {taken}", path=("divisor",)
            )


@setting
class SecretKeyRef:
    """A key of a Secret that something else makes, as a variable (`secretKeyRef`): the pod waits until it is there.

    `plainsail check` cannot see such a Secret: waive variable-without-source, and name who makes it.
    """

    name: DnsName = field(kw_only=False)
    """The Secret, in the app's namespace."""
    key: FileName = field(kw_only=False)
    """The key."""


@setting
class ConfigMapKeyRef:
    """A key of a ConfigMap that something else makes, as a variable (`configMapKeyRef`), in the same way."""

    name: DnsName = field(kw_only=False)
    """The ConfigMap, in the app's namespace."""
    key: FileName = field(kw_only=False)
    """The key."""


Variable = str | FieldRef | ResourceRef | SecretKeyRef | ConfigMapKeyRef
Variables = Map[VariableName, Variable]
"""Environment variables. `$(NAME)` in a text stands for another of the container, in whatever order they are said."""


@setting
class ContainerSettings:
    """What a container beside the app's own may have of its own."""

    env: Variables = NONE
    """Variables of this container alone; one of the app's name takes its place."""
    resources: Resources | None = None
    """Without them, those of the app. An autoscaler counts every container, so none may go without."""
    security: Security = Security()
    """What this container may beyond the hardening of all; that of the app is not inherited."""


@setting
class Container(ContainerSettings):
    """An init container or a sidecar of the app's pods."""

    command: Command | None = None
    """Replaces the image's ENTRYPOINT (`command`)."""
    args: Seq[str] = ()
    """Replaces the image's CMD (`args`)."""
    image: Image | None = None
    """Another image; without one it is the app's own, with the app's variables, secrets and writable paths."""
    ports: Map[PortName, Port] = NONE
    """Ports that it listens on, by name."""
    mounts: Seq[AbsolutePath] = ()
    """Writable paths of the app that this container of another image shares."""
    restart_policy: Literal["Always"] | None = None
    """Always makes an init container a native sidecar (Kubernetes 1.29): it starts in its turn, before the app, runs
    beside it, and stops after it. A sidecar of a job is one in any case, or the job would never end."""
    readiness_probe: AnyProbe | None = None
    """When it fails, the pod gets no requests. Probes ask the first of `ports`, unless they name another."""
    liveness_probe: AnyProbe | None = None
    """When it fails, this container is restarted."""
    startup_probe: AnyProbe | None = None
    """Until it succeeds once the others do not ask; what comes after a native sidecar waits for it."""

    @property
    def probes(self) -> Mapping[str, AnyProbe]:
        """The probes that are set, by the name of the setting."""
        by_name = {name: getattr(self, name) for name in ("readiness_probe", "liveness_probe", "startup_probe")}
        return {name: probe for name, probe in by_name.items() if probe is not None}

    def own_ports(self) -> Mapping[str, int]:
        """The ports that its probes ask, by name."""
        return self.ports

    def __post_init__(self) -> None:
        if self.mounts and self.image is None:
            raise SettingsError(
                "mounts means nothing without image: a container of the app's image sees every path; take mounts away",
                path=("mounts",),
            )
