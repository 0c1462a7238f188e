"""What a container is given: guaranteed (requests) and at most (limits)."""

from __future__ import annotations

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.quantity import Quantity, parse_quantity
from constructs_lib.settings.value import setting


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
            if request and limit and parse_quantity(request) > parse_quantity(limit):
                raise SettingsError(
                    f"requests {name}={request!r} is above limits {name}={limit!r}", path=("requests", name)
                )
