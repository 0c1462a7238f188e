"""Somebody else's plain YAML: rendering reads it, and no construct draws any of it."""

from typing import TypeVar

from charts.shape import Shape
from constructs_lib.identity import Identity
from constructs_lib.settings import Manifests

M = TypeVar("M", bound=Manifests)


class ManifestsChart(Shape[M]):
    """The namespace of vendored objects; they themselves come from files (`plainsail/render/vendored`)."""

    def build(self, environment: M, identity: Identity) -> None:
        """Adds nothing."""
