"""Where the app lives: its namespace, its identity, and how Argo CD brings it there."""

from dataclasses import field
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import (
    DnsLabel,
    DnsName,
    Duration,
    LabelKey,
    LabelValue,
    NameTemplate,
    Positive,
    matching,
)
from constructs_lib.settings.values import NONE, Map, Seq, setting


@setting
class Namespace:
    """The namespace of the app's objects."""

    name: NameTemplate = field(kw_only=False)
    """`{app}` and `{env}` are filled in."""
    create: bool = True
    """Whether the Namespace object is rendered; False where someone else owns it, another app for instance."""
    pod_security: Literal["restricted", "baseline", "privileged"] = "restricted"
    """The Pod Security Standard that the namespace enforces (label `pod-security.kubernetes.io/enforce`)."""
    labels: Map[LabelKey, LabelValue] = NONE
    """Labels of the Namespace alone."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Namespace alone."""


@setting
class ServiceAccount:
    """Who the pods are, to the cluster and (EKS Pod Identity, IRSA) to AWS."""

    name: DnsName | None = None
    """One that someone else makes; without it, one of the app's own name is rendered."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations, such as `eks.amazonaws.com/role-arn`."""
    automount_service_account_token: bool = False
    """Whether pods get a token for the Kubernetes API; an app that never calls it needs none."""

    def __post_init__(self) -> None:
        if self.name is not None and self.annotations:
            raise SettingsError(
                f"the ServiceAccount {self.name} is someone else's, so its annotations are too; set one of the two",
                path=("annotations",),
            )


@setting
class Aws:
    """The AWS account and region that an environment's parameters and roles live in."""

    account: Annotated[str, AfterValidator(matching(r"\d{12}", "is not an account; write its 12 digits in quotes"))]
    """The account's number."""
    region: Annotated[
        str, AfterValidator(matching(r"[a-z]{2,4}(-[a-z]+)+-\d+", "is not a region; write it as 'eu-west-3'"))
    ]
    """The region, `eu-west-3`."""


@setting
class Retry:
    """How Argo CD tries a failed sync again: with the defaults after 10, 20, 40, 80 and 160 seconds.

    Once it has given up, a person or a new commit starts the next sync; a dependency that recovers does not.
    """

    limit: Annotated[int, Field(ge=-1, le=2**31 - 1)] = 5
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
    cascade_delete: bool = False
    """Whether deleting an Application deletes what it manages (`resources-finalizer.argocd.argoproj.io`)."""
