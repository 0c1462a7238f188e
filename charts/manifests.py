"""Somebody else's plain YAML: rendering reads it, and no construct draws any of it."""

from charts.shape import Shape
from constructs_lib.identity import Identity
from constructs_lib.settings import Manifests


class ManifestsChart(Shape[Manifests]):
    """The namespace of vendored objects; they themselves come from files (`plainsail/render/vendored`)."""

    def build(self, environment: Manifests, identity: Identity) -> None:
        """Adds nothing."""
