"""What every shape of app is to the renderer: a chart of the app's objects."""

from typing import Generic, TypeVar

from cdk8s import Chart
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.namespace import AppNamespace
from constructs_lib.settings import Environment, Patch, Workload

E = TypeVar("E", bound=Environment)


class Shape(Chart, Generic[E]):
    """All objects of one app in one environment."""

    patches: list[Patch]
    """What the typed API does not know; applied to the rendered objects, before the patches of the settings."""

    def __init__(self, scope: Construct, id: str, environment: E) -> None:
        # No namespace of the chart: cdk8s would stamp it on the Namespace object as well.
        super().__init__(scope, id, disable_resource_name_hashes=True)
        self.patches = []
        identity = identity_of(environment)
        if environment.namespace.create:
            AppNamespace(
                self,
                "Namespace",
                identity=identity,
                namespace=environment.namespace,
                kubernetes_version=environment.kubernetes_version,
            )
        self.build(environment, identity)

    def build(self, environment: E, identity: Identity) -> None:
        """Adds the objects that the settings ask for, beside the Namespace."""
        raise NotImplementedError


def _version(environment: Environment) -> str | None:
    """The tag of the app's image; of a preview's it is Argo CD that knows it."""
    return environment.pinned_image.tag if isinstance(environment, Workload) and not environment.previews else None


def identity_of(environment: Environment) -> Identity:
    """Who an app is in one environment."""
    return Identity(
        app=environment.app_name,
        env=environment.env_name,
        namespace=environment.filled(environment.namespace.name),
        part_of=environment.part_of,
        version=_version(environment),
        labels=environment.labels,
        annotations=environment.annotations,
        delivery=environment.tool,
    )
