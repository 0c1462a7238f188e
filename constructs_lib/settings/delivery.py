"""What brings `dist/` to the cluster: Argo CD, or Flux."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias

from constructs_lib.settings.checks import Bounds
from constructs_lib.settings.text import DnsLabel, DnsName, Duration, NameTemplate, Positive
from constructs_lib.settings.values import Seq, setting

Tool: TypeAlias = Literal["ArgoCd", "Flux"] | None
"""What brings the objects, and reads annotations of its own; None for a person with `kubectl`."""

KEPT: Final[Mapping[Tool, Mapping[str, str]]] = {
    "ArgoCd": {"argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm"},
    "Flux": {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
    None: {},
}
"""The annotations of what must not be deleted without a person."""


@setting
class Retry:
    """How Argo CD tries a failed sync again: with the defaults after 10, 20, 40, 80 and 160 seconds.

    Once it has given up, a person or a new commit starts the next sync; a dependency that recovers does not.
    """

    limit: Annotated[int, Bounds(ge=-1, le=2**31 - 1)] = 5
    """Tries after the first; -1 never gives up."""
    duration: Duration = "5s"
    """What pauses are counted from: the first is `duration` times `factor`, 10 seconds with the defaults."""
    factor: Positive = 2
    """What each pause is multiplied by, the first one too."""
    max_duration: Duration = "3m"
    """The longest pause."""
    refresh: bool = True
    """Take the newest commit at each try (Argo CD 3.2); without it, a fix is synced when no try is left."""


@setting
class SyncPolicy:
    """How Argo CD brings `dist/` to the cluster (`syncPolicy` of an Application)."""

    automated: bool = True
    """Sync when Git moves; False waits for a person."""
    prune: bool = True
    """Take away what is gone from Git. An app whose folder is empty is never pruned as a whole."""
    self_heal: bool = True
    """Put back what someone changed or deleted by hand; what someone added (a label, a variable) stays."""
    server_side_apply: bool = True
    """Let the API server merge, so that the autoscaler and others keep the fields that are theirs."""
    retry: Retry | None = Retry()
    """Tries after a failed sync; None gives up at once."""
    sync_options: Seq[str] = ()
    """Further options, as Argo CD writes them: `PruneLast=true`."""


@setting
class ArgoCd:
    """Argo CD brings the environment: what is common to its Applications (`dist/argocd/<env>`)."""

    project: NameTemplate
    """The AppProject, and the root Application, of the environment; `{env}` is filled in."""
    namespace: DnsLabel = "argocd"
    """The namespace that Argo CD runs in."""
    root_project: DnsLabel = "default"
    """The AppProject of the root Application; it must exist before: the root brings the other one."""
    root_sync_policy: SyncPolicy = SyncPolicy()
    """How Argo CD brings the root Application's own folder, `dist/argocd/<env>`."""
    cluster: DnsName | None = None
    """The cluster that this Argo CD runs in, where several have an Argo CD each: a name that tells it from the others
    (annotation `plainsail/cluster` of its Applications)."""
    cascade_delete: bool = False
    """Whether deleting an Application deletes what it manages (`resources-finalizer.argocd.argoproj.io`)."""


@setting
class Flux:
    """Flux brings the environment: a GitRepository, and a Kustomization for each app (`dist/flux/<env>`)."""

    name: NameTemplate
    """The GitRepository of the environment, and the Kustomization that brings the others; `{env}` is filled in."""
    namespace: DnsLabel = "flux-system"
    """The namespace of these objects; what they name must be in it, too."""
    secret: DnsName | None = None
    """The Secret that lets Flux read the repository (`secretRef`); None where everybody may."""
    interval: Duration = "1m"
    """How often Git is asked for a new commit (`interval` of the GitRepository)."""
    heal_interval: Duration = "10m"
    """How often what somebody changed by hand is put back (`interval` of a Kustomization)."""
    retry_interval: Duration = "2m"
    """How long after a failure it tries again."""
    timeout: Duration = "5m"
    """How long it waits until what it applied is healthy."""
    prune: bool = True
    """Take away what is gone from Git."""
    wait: bool = True
    """An app is only ready once all its objects are healthy."""
    service_account: DnsName | None = None
    """The ServiceAccount that Flux acts as (`serviceAccountName`); without one it may do what Flux may."""
    kube_config: DnsName | None = None
    """The Secret that holds the kubeconfig of another cluster; without one it is the cluster that Flux runs in."""
    depends_on: Seq[DnsName] = ()
    """Kustomizations that must be ready before any app: of operators, for instance."""
