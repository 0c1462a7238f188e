"""The folders of `dist/` that hold what brings environments to their clusters, beside those of the environments."""

ARGOCD, FLUX = "argocd", "flux"
DELIVERIES = {ARGOCD: "Argo CD", FLUX: "Flux"}
"""Whose each is; no environment may take their names."""
