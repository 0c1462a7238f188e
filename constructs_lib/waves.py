"""The order in which Argo CD applies an app's objects (`argocd.argoproj.io/sync-wave`).

Within one wave Argo CD applies built-in kinds before custom resources, and a wave waits until the one before it is
healthy: an ExternalSecret that cannot be filled stops the rollout here, while the old pods keep serving.
"""

WAVE = "argocd.argoproj.io/sync-wave"

PREREQUISITES = -2
"""Namespace, ServiceAccount, ConfigMap, ExternalSecret: what pods of every kind need."""
MIGRATION = -1
"""The migration Job: after the secrets, before the new pods."""
WORKLOADS = 0
"""All else; the wave of an object that names none."""
