"""What every shape of app is to the renderer."""

from __future__ import annotations

from cdk8s import Chart
from constructs import Construct

from constructs_lib.settings import Environment, Patch


class Shape(Chart):
    """All objects of one app in one environment."""

    patches: list[Patch]
    """What the typed Kubernetes API cannot say; applied to the rendered objects, before the patches of the settings."""

    def __init__(self, scope: Construct, id: str, environment: Environment) -> None:
        # No namespace of the chart: cdk8s would stamp it on the Namespace object as well.
        super().__init__(scope, id, disable_resource_name_hashes=True)
        self.patches = []
        self.build(environment)

    def build(self, environment: Environment) -> None:
        """Adds the objects that the settings ask for."""
        raise NotImplementedError
