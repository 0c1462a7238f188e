"""Argo CD objects: which folders of Git to bring where, and what they may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from cdk8s import ApiObjectMetadata
from constructs import Construct

from constructs_lib.settings import Retry, SyncPolicy
from constructs_lib.waves import WAVE
from imports.io import argoproj

_FINALIZER = "resources-finalizer.argocd.argoproj.io"


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
class Kind:
    """A kind of objects, and for one outside namespaces the name of the only object that is meant."""

    group: str
    kind: str
    name: str | None = None


RENDERED_KINDS = (
    Kind("", "ConfigMap"),
    Kind("", "Service"),
    Kind("", "ServiceAccount"),
    Kind("apps", "Deployment"),
    Kind("autoscaling", "HorizontalPodAutoscaler"),
    Kind("batch", "CronJob"),
    Kind("batch", "Job"),
    Kind("external-secrets.io", "ExternalSecret"),
    Kind("networking.k8s.io", "Ingress"),
    Kind("networking.k8s.io", "NetworkPolicy"),
    Kind("policy", "PodDisruptionBudget"),
)
"""Every namespaced kind that the constructs can render. A project allows them all: Argo CD does not see live objects of
a kind that their project does not allow, so the last CronJob of an app would keep running after it left Git."""

MADE_KINDS = (
    Kind("", "Pod"),
    Kind("", "Secret"),
    Kind("apps", "ReplicaSet"),
    Kind("discovery.k8s.io", "EndpointSlice"),
)
"""What controllers make of them: without these Argo CD shows no pod, and no log of one."""


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
                # Commits that touch other folders do not make Argo CD look at this one.
                annotations={"argocd.argoproj.io/manifest-generate-paths": ".", **(annotations or {})},
                finalizers=[_FINALIZER] if cascade_delete else None,
            ),
            spec=argoproj.ApplicationSpec(
                project=project,
                source=argoproj.ApplicationSpecSource(repo_url=repository, target_revision=revision, path=path),
                destination=argoproj.ApplicationSpecDestination(**destination.fields),
                sync_policy=_sync_policy(sync_policy),
            ),
        )


class EnvironmentProject(Construct):
    """An AppProject that allows exactly what is rendered: repositories, destinations, kinds."""

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
        cluster_kinds: Sequence[Kind],
        namespaced_kinds: Sequence[Kind],
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
                    argoproj.AppProjectSpecClusterResourceWhitelist(group=kind.group, kind=kind.kind, name=kind.name)
                    for kind in cluster_kinds
                ],
                namespace_resource_whitelist=[
                    argoproj.AppProjectSpecNamespaceResourceWhitelist(group=kind.group, kind=kind.kind)
                    for kind in namespaced_kinds
                ],
            ),
        )


def _sync_policy(policy: SyncPolicy) -> argoproj.ApplicationSpecSyncPolicy | None:
    """`syncPolicy`, without what is false or empty: Argo CD drops that whenever it writes an Application.

    The root, which compares Applications with Git, would then see a difference for ever. `allowEmpty` is never set: an
    empty folder is a mistake, not the wish to delete everything.
    """
    options = [*(["ServerSideApply=true"] if policy.server_side_apply else []), *policy.sync_options]
    if not policy.automated and not options and not policy.retry:
        return None
    return argoproj.ApplicationSpecSyncPolicy(
        automated=argoproj.ApplicationSpecSyncPolicyAutomated(
            prune=policy.prune or None, self_heal=policy.self_heal or None
        )
        if policy.automated
        else None,
        sync_options=options or None,
        retry=_retry(policy.retry) if policy.retry else None,
    )


def _retry(retry: Retry) -> argoproj.ApplicationSpecSyncPolicyRetry:
    return argoproj.ApplicationSpecSyncPolicyRetry(
        limit=retry.limit,
        backoff=argoproj.ApplicationSpecSyncPolicyRetryBackoff(
            duration=retry.duration,
            factor=retry.factor,
            max_duration=retry.max_duration,
        ),
    )
