"""What HTTP and gRPC routes of the Gateway API have in common: Gateways, backends, headers that are changed."""

from collections.abc import Sequence
from dataclasses import field
from typing import Annotated

from constructs_lib.settings.checks import Bounds
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsLabel, DnsName, HeaderName, HeaderValue, NameTemplate, Port, PortName
from constructs_lib.settings.values import NONE, Map, Seq, setting


@setting
class ParentRef:
    """A Gateway that someone else makes, or one listener of it (`parentRefs`)."""

    name: DnsName = field(kw_only=False)
    """The Gateway's name."""
    namespace: NameTemplate | None = None
    """Its namespace; without one it is the app's. Its listeners must let routes of the app's namespace in."""
    section_name: DnsName | None = None
    """The listener, by its name; without one, and without `port`, every one that fits."""
    port: Port | None = None
    """The listeners of this port."""


@setting
class BackendRef:
    """Where a part of the requests goes (`backendRefs`)."""

    port: PortName | None = field(kw_only=False, default=None)
    """The port of the app, by its name; without one it is `http`, or the first of `service`. The route gets the
    number that the Service has."""
    service: DnsLabel | None = None
    """Which of the setting `services`; without one it is `service`, or the first of those that serves the port."""
    weight: Annotated[int, Bounds(ge=0, le=1_000_000)] = 1
    """Its share, beside the weights of the others."""


@setting
class HeaderModifier:
    """Headers that are changed on the way."""

    set: Map[HeaderName, HeaderValue] = NONE
    """Headers that replace others of their name."""
    add: Map[HeaderName, HeaderValue] = NONE
    """Headers that are added beside others of their name."""
    remove: Seq[HeaderName] = ()
    """Headers that are taken out."""

    def __post_init__(self) -> None:
        if not (self.set or self.add or self.remove):
            raise SettingsError("a HeaderModifier needs set, add or remove; it changes nothing")


def check_attachment(parents: Sequence[ParentRef], hostnames: Sequence[str]) -> None:
    """Refuses what the API server would: no Gateway, one named twice without listeners, a host named twice."""
    if not parents:
        raise SettingsError("parents is empty, and no request would come; name a Gateway", path=("parents",))
    for index, host in enumerate(hostnames):
        if host in hostnames[:index]:
            raise SettingsError(f"{host} is named twice; take one out", path=("hostnames", index))
    for index, parent in enumerate(parents):
        others = [other for other in parents[:index] if _gateway(other) == _gateway(parent)]
        if others and not all(one.section_name for one in (parent, *others)):
            message = f"Gateway {parent.name} is there twice; set section_name=... for each, as the API server asks"
            raise SettingsError(message, path=("parents", index))
        if parent.section_name in [other.section_name for other in others]:
            message = f"listener {parent.section_name} of {parent.name} is there twice; take one out"
            raise SettingsError(message, path=("parents", index))


def _gateway(parent: ParentRef) -> tuple[str, str | None]:
    return parent.name, parent.namespace
