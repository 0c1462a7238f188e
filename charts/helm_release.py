"""Somebody else's chart of Helm: Helm renders it, and no construct draws any of it."""

from typing import TypeVar

from charts.shape import Shape
from constructs_lib.identity import Identity
from constructs_lib.settings import HelmRelease

R = TypeVar("R", bound=HelmRelease)


class HelmReleaseChart(Shape[R]):
    """The namespace of the release; its objects come from Helm (`plainsail/render/released`)."""

    def build(self, environment: R, identity: Identity) -> None:
        """Adds nothing."""
