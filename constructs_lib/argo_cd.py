"""Argo CD objects: which folders of Git to bring where, and what they may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.settings import Retry, SyncPolicy
from constructs_lib.waves import WAVE
from imports.io import argoproj

FINALIZER = "resources-finalizer.argocd.argoproj.io"
"""What makes Argo CD delete the objects of an Application together with it."""


@dataclass(frozen=True)
class Destination:
    """A namespace of a cluster; the cluster by its name in Argo CD, or by the address of its API server."""

    cluster: str
    namespace: str

    @property
    def fields(self) -> dict[str, str]:
        """`destination` in Argo CD's words."""
        return {"server" if "://" in self.cluster else "name": self.cluster, "namespace": self.namespace}


@dataclass(frozen=True, order=True)
class ClusterObject:
    """An object outside namespaces."""

    group: str
    kind: str
    name: str


class AppApplication(Construct):
    """An Application that follows one folder of `dist/` on one ref."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        project: str,
        repository: str,
        revision: str,
        path: str,
        destination: Destination,
        sync_policy: SyncPolicy,
        labels: dict[str, str],
        annotations: dict[str, str] | None = None,
        cascade_delete: bool = False,
    ) -> None:
        super().__init__(scope, id)
        argoproj.Application(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name,
                namespace=namespace,
                labels=labels,
                # Never `manifest-generate-paths`: with it, a fix that is pushed while a failed sync is retried passes
                # for the attempt that failed, and is never synced.
                annotations=annotations or None,
                finalizers=[FINALIZER] if cascade_delete else None,
            ),
            spec=argoproj.ApplicationSpec(
                project=project,
                source=argoproj.ApplicationSpecSource(repo_url=repository, target_revision=revision, path=path),
                destination=argoproj.ApplicationSpecDestination(**destination.fields),
                sync_policy=argoproj.ApplicationSpecSyncPolicy(**words) if (words := sync_words(sync_policy)) else None,
            ),
        )


class EnvironmentProject(Construct):
    """An AppProject: from where an environment's Applications may take what, and where they may bring it.

    In the environment's namespaces every kind is allowed. What a project does not allow, Argo CD neither sees in the
    cluster nor prunes, and a new kind is refused until the project of the same commit is there. A list of kinds would
    keep nobody out: it would be rendered from the same commit. Outside namespaces, where a mistake meets everybody,
    each object is allowed by its name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        description: str,
        repositories: Sequence[str],
        destinations: Sequence[Destination],
        cluster_objects: Sequence[ClusterObject],
        labels: dict[str, str],
    ) -> None:
        super().__init__(scope, id)
        argoproj.AppProject(
            self,
            "Resource",
            metadata=ApiObjectMetadata(
                name=name,
                namespace=namespace,
                labels=labels,
                # An Application of a project that is not there yet is an error.
                annotations={WAVE: "-1"},
            ),
            spec=argoproj.AppProjectSpec(
                description=description,
                source_repos=list(repositories),
                destinations=[argoproj.AppProjectSpecDestinations(**place.fields) for place in destinations],
                cluster_resource_whitelist=[
                    argoproj.AppProjectSpecClusterResourceWhitelist(group=one.group, kind=one.kind, name=one.name)
                    for one in cluster_objects
                ],
                namespace_resource_whitelist=[argoproj.AppProjectSpecNamespaceResourceWhitelist(group="*", kind="*")],
            ),
        )


def sync_words(policy: SyncPolicy) -> dict[str, Any]:
    """`syncPolicy`, without what is false or empty: Argo CD drops that whenever it writes an Application.

    The root, which compares Applications with Git, would then see a difference for ever. `allowEmpty` is never set: an
    empty folder is a mistake, not the wish to delete everything.
    """
    options = [*(["ServerSideApply=true"] if policy.server_side_apply else []), *policy.sync_options]
    automated = {"prune": policy.prune or None, "self_heal": policy.self_heal or None}
    words = {
        "automated": automated if policy.automated else None,
        "sync_options": options or None,
        "retry": _retry(policy.retry) if policy.retry else None,
    }
    return {name: value for name, value in words.items() if value is not None}


def _retry(retry: Retry) -> dict[str, Any]:
    backoff = {"duration": retry.duration, "factor": retry.factor, "max_duration": retry.max_duration}
    return {"limit": retry.limit, "refresh": retry.refresh or None, "backoff": backoff}
