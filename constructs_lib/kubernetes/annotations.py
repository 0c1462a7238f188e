"""Annotations that one room writes and another reads."""

PROVIDER_ANNOTATION = "plainsail/secret-provider"
"""On an ExternalSecret, its store's provider: `secrets-manager`, `vault`. Without it, in a project's own tree, it is
SSM Parameter Store."""
CLUSTER_ANNOTATION = "plainsail/cluster"
"""On Applications: what the cluster is called that Argo CD itself runs in."""
