"""The Flux objects of one environment: a repository, a Kustomization for each app, and the root that brings all."""

from collections.abc import Sequence

from cdk8s import Chart
from constructs import Construct

from charts.delivery import labels
from constructs_lib.flux import EnvironmentRepository, FolderKustomization
from constructs_lib.settings import Environment, Flux


class FluxDelivery(Chart):
    """The Flux objects of the environment that all the given apps share.

    A person applies the folder once. From then on the root Kustomization brings it, itself as well.
    """

    def __init__(self, scope: Construct, id: str, *, flux: Flux, apps: Sequence[Environment]) -> None:
        super().__init__(scope, id, disable_resource_name_hashes=True)
        first = apps[0]
        name = first.filled(flux.name)
        EnvironmentRepository(
            self,
            "Repository",
            name=name,
            flux=flux,
            repository=first.repository,
            revision=first.filled(first.revision),
            labels=labels(name),
        )
        for app in apps:
            FolderKustomization(
                self,
                f"Kustomization-{app.app_name}",
                name=f"{app.app_name}-{app.env_name}",
                flux=flux,
                repository=name,
                path=f"dist/{app.env_name}/{app.app_name}",
                labels=labels(app.app_name, part_of=app.part_of),
            )
        FolderKustomization(
            self,
            "Root",
            name=name,
            flux=flux,
            repository=name,
            path=f"dist/flux/{first.env_name}",
            labels=labels(name),
            is_root=True,
        )
