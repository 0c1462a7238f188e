"""The order in which Argo CD applies an app's objects (`argocd.argoproj.io/sync-wave`).

Within one wave Argo CD applies built-in kinds before custom resources, and a wave waits until the one before it is
healthy: an ExternalSecret that cannot be filled stops the rollout here, while the old pods keep serving.

An ExternalSecret that changed stays healthy until its operator has asked again, which takes longer than the two seconds
after which Argo CD looks. So another content has another name (`Workload.secret_name`): a new object has no health yet.
"""

WAVE = "argocd.argoproj.io/sync-wave"
SYNC_OPTIONS = "argocd.argoproj.io/sync-options"

PREREQUISITES = -2
"""Namespace, ServiceAccount, ConfigMap, ExternalSecret: what pods of every kind need."""
PRUNE_LAST = "PruneLast=true"
"""A sync option: what pods need goes after them. Argo CD would prune it first of all, before what takes its place is
there, and an old pod that restarts meanwhile would not find it."""
MIGRATION = -1
"""The migration Job: after the secrets, before the new pods."""
WORKLOADS = 0
"""All else; the wave of an object that names none."""
