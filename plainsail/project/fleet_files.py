"""The files that are made from the registry, for infrastructure and pipelines: where they lie, and what they list."""

from collections.abc import Mapping, Sequence
from typing import Any

from plainsail.delivery.registry import Generated

FLEET = "deploy/terragrunt/live/fleet.json"
PROMOTION = ".github/promotion.json"
"""What the jobs that move branches read: `plainsail list --promotion`."""


def generated(rows: Sequence[Mapping[str, Any]], stages: Sequence[Mapping[str, Any]]) -> list[Generated]:
    """The files as they should be, for the apps and the stages of an environment each."""
    return [
        Generated(FLEET, None, "apps", ("environment", "app"), rows),
        Generated(PROMOTION, None, "environments", ("environment",), stages),
    ]
