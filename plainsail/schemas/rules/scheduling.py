"""What the API server refuses in PriorityClass (`pkg/apis/scheduling/validation`)."""

from collections.abc import Iterator
from typing import Any

from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together

_HIGHEST = 1_000_000_000
"""The highest priority that is not the system's own."""
_SYSTEM = {"system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000}

FIELDS: Fields = {
    "scheduling.v1.PriorityClass": {"preemptionPolicy": {"enum": ["Never", "PreemptLowerPriority"]}},
}

NOT_REQUIRED: Names = {"scheduling.v1.PriorityClass": ("value",)}
"""Fields that the published schema requires and the API server does not."""


def _value(priority: Any, place: Place) -> Iterator[Refusal]:
    name, value = place.name, priority.get("value", 0)
    if not name.startswith("system-"):
        if value > _HIGHEST:
            yield Refusal(("value",), f"{value} is above {_HIGHEST}, the most of a class that is not the system's own")
    elif _SYSTEM.get(name) != value or priority.get("globalDefault"):
        yield Refusal(("metadata", "name"), f"'{name}' begins with 'system-', which is the system's own", "name")


TOGETHER: Together = {"scheduling.v1.PriorityClass": (_value,)}
