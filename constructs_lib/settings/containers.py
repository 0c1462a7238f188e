"""Containers beside the app's own: init containers, sidecars, workers."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.settings.command import Command
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.image import Image
from constructs_lib.settings.probes import ExecProbe
from constructs_lib.settings.resources import Resources
from constructs_lib.settings.scaling import Hpa, Shutdown, Strategy
from constructs_lib.settings.text import AbsolutePath, Natural, Port, VariableName, matching
from constructs_lib.settings.value import NONE, Map, Seq, setting


@setting
class FieldRef:
    """A fact about the pod, as a variable (`fieldRef`): `FieldRef("status.podIP")`."""

    field_path: Annotated[
        str,
        AfterValidator(
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
        AfterValidator(
            matching(
                r"(requests|limits)\.(cpu|memory|ephemeral-storage)",
                "is no resource that the downward API offers, such as 'limits.memory' or 'requests.cpu'",
            )
        ),
    ] = field(kw_only=False)
    """The resource."""
    divisor: Annotated[
        str,
        AfterValidator(matching(r"1m?|1[kMGTPE]|1[KMGTPE]i", "is not a divisor; write '1', '1m', '1Mi' or '1M'")),
    ] = "1"
    """The unit in which it is counted; rounded up. CPU counts in `1` or `1m`, bytes in all but `1m`."""

    def __post_init__(self) -> None:
        if self.divisor != "1" and self.resource.endswith(".cpu") != (self.divisor == "1m"):
            taken = "'1' or '1m'" if self.resource.endswith(".cpu") else "'1', '1Mi', '1M' and their like"
            raise SettingsError(
                f"divisor={self.divisor!r} does not count {self.resource}; write {taken}", path=("divisor",)
            )


PortName = Annotated[
    str,
    AfterValidator(
        matching(
            r"(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "is not a port's name; write lower-case letters, digits and single dashes, at least one letter",
            most=15,
        )
    ),
]
"""A port's name (an IANA service name): `metrics`."""
Variables = Map[VariableName, str | FieldRef | ResourceRef]
"""Environment variables that are no secrets."""


@setting
class ContainerSettings:
    """What a container beside the app's own may say for itself."""

    env: Variables = NONE
    """Variables of this container alone."""
    resources: Resources | None = None
    """Without them, those of the app. An autoscaler counts every container, so none may go without."""


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

    def __post_init__(self) -> None:
        if self.mounts and self.image is None:
            raise SettingsError(
                "mounts means nothing without image: a container of the app's image sees every path; take mounts away",
                path=("mounts",),
            )


@setting
class BackgroundWorker(ContainerSettings):
    """A Deployment beside the app's own: its image with another command, `messenger:consume`, which serves nothing."""

    command: Command = field(kw_only=False)
    """The command, split as a shell would split it, or a list taken as it is; no shell runs it."""
    replicas: Natural | None = None
    """How many pods; 1 where neither this nor `hpa` is said."""
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    liveness_probe: ExecProbe | None = None
    """A command that fails when the worker hangs."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    shutdown: Shutdown = Shutdown(pre_stop_seconds=0)
    """How long the message in hand may take; nothing routes traffic here, so SIGTERM comes at once."""
