"""What is asked of an app when others are at hand: by rules between environments, and by what brings an environment.

As long as these answers stay as they were for all apps, the rules hold as they did, and Argo CD or Flux is told the
same: an app whose other settings change is rendered alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_lib.settings import Workload
from constructs_lib.settings.layers import gives_values, layers
from plainsail.digests import digest

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

SETTINGS = (
    "approval",
    "cluster",
    "delivery",
    "follows",
    "namespace",
    "part_of",
    "previews",
    "repository",
    "revision",
    "sync_policy",
)
"""The settings of every app that are asked for; of those of pods the image alone is."""
_SAID = ("approval", "follows")
"""Settings of which also counts whether somebody says them."""


def facts_of(environment: Environment) -> str:
    """All answers, as one digest."""
    kind = type(environment)
    said = (any(gives_values(layer) for layer, _ in layers(kind, name)) for name in _SAID)
    image = environment.image if isinstance(environment, Workload) else None
    return digest(map(repr, (*(getattr(environment, name) for name in SETTINGS), *said, image)))
