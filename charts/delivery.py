"""The Argo CD objects of one environment: a project, an Application for each app, and the root that brings both.

Of previews an ApplicationSet for each app, which makes an Application for each pull request.
"""

from collections.abc import Iterable, Sequence

from cdk8s import Chart
from constructs import Construct

from constructs_lib.argo_cd import AppApplication, ClusterObject, Destination, EnvironmentProject
from constructs_lib.kubernetes.annotations import CLUSTER_ANNOTATION
from constructs_lib.previews import PreviewSet, namespaces
from constructs_lib.settings import ArgoCd, Environment, PullRequests, Workload
from constructs_lib.settings.environment import IN_CLUSTER
from constructs_lib.settings.names import MANAGED_BY, NAME, PART_OF
from constructs_lib.settings.previews import github_of
from constructs_lib.waves import SYNC_OPTIONS

ObjectName = tuple[str, str, str | None, str]
"""API group, kind, namespace (None outside namespaces) and name of an object."""


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
        objects = [_for_all_pull_requests(one) for one in objects] if first.previews else list(objects)
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
            labels=labels(project),
        )
        for app in apps:
            if app.previews:
                self._previews(app, app.previews, argocd, project)
            else:
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
            labels=labels(app.app_name, part_of=app.part_of),
            annotations=_where(argocd),
            cascade_delete=argocd.cascade_delete,
        )

    def _previews(self, app: Environment, previews: PullRequests, argocd: ArgoCd, project: str) -> None:
        owner, repo = github_of(app.repository) or ("", "")
        PreviewSet(
            self,
            f"ApplicationSet-{app.app_name}",
            name=f"{app.app_name}-{app.env_name}",
            namespace=argocd.namespace,
            project=project,
            repository=app.repository,
            owner=owner,
            repo=repo,
            path=f"dist/{app.env_name}/{app.app_name}",
            app=app.app_name,
            destination=Destination(app.cluster, app.filled(app.namespace.name)),
            image=app.image.repository if isinstance(app, Workload) and app.image.build else None,
            pull_requests=previews,
            sync_policy=app.sync_policy,
            labels=labels(app.app_name, part_of=app.part_of),
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
            destination=Destination(IN_CLUSTER, argocd.namespace),
            sync_policy=argocd.root_sync_policy,
            labels=labels(project),
            # Removing the root from Git must not delete the environment.
            annotations={SYNC_OPTIONS: "Prune=false", **_where(argocd)},
        )


def _where(argocd: ArgoCd) -> dict[str, str]:
    return {CLUSTER_ANNOTATION: argocd.cluster} if argocd.cluster else {}


def _destination(app: Environment) -> Destination:
    namespace = app.filled(app.namespace.name)
    return Destination(app.cluster, namespaces(namespace) if app.previews else namespace)


def _for_all_pull_requests(one: ObjectName) -> ObjectName:
    group, kind, namespace, name = one
    return group, kind, namespace and namespaces(namespace), namespaces(name)


def labels(name: str, *, part_of: str | None = None) -> dict[str, str]:
    """Those of what brings an app, or all of an environment."""
    own = {NAME: name, MANAGED_BY: "plainsail"}
    return {**own, PART_OF: part_of} if part_of else own
