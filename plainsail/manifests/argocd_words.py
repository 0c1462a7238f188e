"""Every word that Argo CD reads in an object: annotations, labels, hooks, sync options, compare options.

Whatever else stands there is no mistake to anybody: Argo CD passes over it. From its documentation, up to version 3.4.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

PREFIX = "argocd.argoproj.io/"
NOTIFICATIONS = "notifications.argoproj.io/"

SYNC_OPTIONS = f"{PREFIX}sync-options"
COMPARE_OPTIONS = f"{PREFIX}compare-options"

_ANYWHERE = (
    "compare-options",
    "health-aggregate-overrides",
    "hook",
    "hook-delete-policy",
    "ignore-default-links",
    "ignore-healthcheck",
    "ignore-resource-updates",
    "ignore-restart-policy",
    "installation-id",
    "managed-by",
    "managed-by-cluster-argocd",
    "sync-options",
    "sync-wave",
    "tracking-id",
)
OF_APPLICATIONS = (
    "application-set-refresh",
    "client-side-apply-migration-manager",
    "deletion-approved",
    "hydrate",
    "hydrate-timestamp",
    "managed-by-url",
    "manifest-generate-paths",
    "refresh",
    "refresh-timestamp",
)
"""Annotations that only Applications and ApplicationSets have any use for."""
_OF_BOTH = ("skip-reconcile",)
ANNOTATIONS = frozenset((*_ANYWHERE, *OF_APPLICATIONS, *_OF_BOTH))
"""The names of annotations, without their prefix."""
LABELS = frozenset(
    (
        "auto-label-cluster-info",
        "instance",
        "kubernetes-version",
        "managed-by",
        "managed-by-cluster-argocd",
        "secret-type",
        *_OF_BOTH,
    )
)
"""The names of labels, without their prefix."""
TELLING = ("compare-options", "hook-delete-policy", "sync-options", "sync-wave")
"""Names that mean Argo CD whatever stands before them."""

HOOKS = ("PreSync", "Sync", "Skip", "PostSync", "SyncFail", "PreDelete", "PostDelete")
DELETE_POLICIES = ("HookSucceeded", "HookFailed", "BeforeHookCreation", "Never")

_SWITCH = ("true", "false")
_CONFIRMED = ("true", "false", "confirm")


@dataclass(frozen=True)
class Option:
    """A sync option: the values that it takes, and whose it is."""

    values: tuple[str, ...] = _SWITCH
    of_resources: bool = True
    of_applications: bool = True


OPTIONS: Mapping[str, Option] = {
    "ApplyOutOfSyncOnly": Option(),
    "ClientSideApplyMigration": Option(),
    "ControllerReferencesOnly": Option(),
    "CreateNamespace": Option(of_resources=False),
    "Delete": Option(_CONFIRMED),
    "FailOnSharedResource": Option(of_resources=False),
    "Force": Option(of_applications=False),
    "Prune": Option(_CONFIRMED),
    "PruneLast": Option(),
    "PrunePropagationPolicy": Option(("foreground", "background", "orphan"), of_resources=False),
    "Replace": Option(),
    "RespectIgnoreDifferences": Option(),
    "ServerSideApply": Option(),
    "SkipDryRunOnMissingResource": Option(),
    "Validate": Option(),
}

SECRET_TYPES = ("cluster", "repository", "repository-write", "repo-creds", "repo-write-creds", "scm-creds")

_CASCADE = "resources-finalizer.argocd.argoproj.io"
FINALIZERS = (_CASCADE, f"{_CASCADE}/background", f"{_CASCADE}/foreground")
"""What makes the deletion of an Application delete its objects."""
OF_HOOKS = ("post-delete-finalizer.argocd.argoproj.io", "pre-delete-finalizer.argocd.argoproj.io")
"""What Argo CD itself sets on an Application with such hooks; stages follow after a slash."""

COMPARISONS = (
    "IgnoreExtraneous",
    "IgnoreNeedsPruning",
    "IncludeMutationWebhook=true",
    "IncludeMutationWebhook=false",
    "ServerSideDiff=true",
    "ServerSideDiff=false",
)

VALUES: Mapping[str, Collection[str]] = {
    "hydrate": ("normal", "hard"),
    "ignore-default-links": _SWITCH,
    "ignore-healthcheck": _SWITCH,
    "ignore-resource-updates": _SWITCH,
    "ignore-restart-policy": _SWITCH,
    "refresh": ("normal", "hard"),
}
"""What annotations take that know a few words only."""
