"""How much a container may use."""

from decimal import Decimal

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.manifests.fields import mapping
from plainsail.manifests.pods import Container


def memory_limit(container: Container) -> Decimal | None:
    """The bytes at which a container is killed: its own limit, or its pod's; None where there is none."""
    own = amount_of(container.amount("limits", "memory"))
    whole = amount_of(mapping(container.pod.spec, "resources", "limits").get("memory"))
    limits = [limit for limit in (own, whole) if limit]
    return min(limits, default=None)
