"""The Argo CD objects of one environment: a project, an Application for each app, and the root that brings both."""

from collections.abc import Iterable, Sequence

from cdk8s import Chart
from constructs import Construct

from constructs_lib.argo_cd import AppApplication, ClusterObject, Destination, EnvironmentProject
from constructs_lib.settings import ArgoCd, Environment
from constructs_lib.settings.names import NAME

ObjectName = tuple[str, str, str | None, str]
"""API group, kind, namespace (None outside namespaces) and name of an object."""

_ARGOCD_CLUSTER = "https://kubernetes.default.svc"


class Delivery(Chart):
    """The Argo CD objects of the environment that all the given apps share."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        argocd: ArgoCd,
        apps: Sequence[Environment],
        objects: Iterable[ObjectName],
    ) -> None:
        """`objects` are all that the apps render: those outside namespaces are allowed by name.

        Where YAML of somebody else's puts objects beside an app's own namespace, the project allows that one, too.
        """
        super().__init__(scope, id, disable_resource_name_hashes=True)
        first = apps[0]
        project = first.filled(argocd.project)
        objects = list(objects)
        destinations = {_destination(app) for app in apps}
        foreign = {space for *_, space, _ in objects if space} - {place.namespace for place in destinations}
        destinations |= {Destination(app.cluster, space) for app in apps for space in foreign}
        EnvironmentProject(
            self,
            "Project",
            name=project,
            namespace=argocd.namespace,
            description=f"What dist/{first.env_name} holds",
            repositories=[first.repository],
            destinations=sorted(destinations, key=lambda place: (place.cluster, place.namespace)),
            cluster_objects=sorted(
                {ClusterObject(g, kind, name) for g, kind, namespace, name in objects if not namespace}
            ),
            labels=_labels(project),
        )
        for app in apps:
            self._application(app, argocd, project)
        self._root(first, argocd, project)

    def _application(self, app: Environment, argocd: ArgoCd, project: str) -> None:
        AppApplication(
            self,
            f"Application-{app.app_name}",
            name=f"{app.app_name}-{app.env_name}",
            namespace=argocd.namespace,
            project=project,
            repository=app.repository,
            revision=app.filled(app.revision),
            path=f"dist/{app.env_name}/{app.app_name}",
            destination=_destination(app),
            sync_policy=app.sync_policy,
            labels=_labels(app.app_name, part_of=app.part_of),
            cascade_delete=argocd.cascade_delete,
        )

    def _root(self, first: Environment, argocd: ArgoCd, project: str) -> None:
        """The one that a person applies. It follows the environment's ref too, and brings itself as well."""
        AppApplication(
            self,
            "Root",
            name=project,
            namespace=argocd.namespace,
            project=argocd.root_project,
            repository=first.repository,
            revision=first.filled(first.revision),
            path=f"dist/argocd/{first.env_name}",
            destination=Destination(_ARGOCD_CLUSTER, argocd.namespace),
            sync_policy=argocd.root_sync_policy,
            labels=_labels(project),
            # Removing the root from Git must not delete the environment.
            annotations={"argocd.argoproj.io/sync-options": "Prune=false"},
        )


def _destination(app: Environment) -> Destination:
    return Destination(app.cluster, app.filled(app.namespace.name))


def _labels(name: str, *, part_of: str | None = None) -> dict[str, str]:
    labels = {NAME: name, "app.kubernetes.io/managed-by": "plainsail"}
    return {**labels, "app.kubernetes.io/part-of": part_of} if part_of else labels
