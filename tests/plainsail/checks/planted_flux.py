"""An app in staging that Flux brings, with faults planted in it."""

from __future__ import annotations

from dataclasses import replace

from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import resources, together
from tests.plainsail.checks.planted_app import Change

APP = """
apiVersion: v1
kind: ConfigMap
metadata: {name: backend, namespace: backend-staging}
"""

FLUX = """
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: shop-staging, namespace: flux-system}
spec: {interval: 1m, url: "https://github.com/org/shop.git", ref: {branch: staging}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: backend-staging, namespace: flux-system}
spec:
  interval: 10m
  prune: true
  path: ./dist/staging/backend
  sourceRef: {kind: GitRepository, name: shop-staging}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop-staging, namespace: flux-system}
spec:
  interval: 10m
  prune: true
  path: ./dist/flux/staging
  sourceRef: {kind: GitRepository, name: shop-staging}
"""


def by_flux(*changes: Change, more: str = "") -> Manifests:
    """The app and its Flux objects, in which the faults are planted; `more` are objects of the app."""
    text = FLUX
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{old!r} does not stand in the sound objects")
        text = text.replace(old, new)
    own = f"{APP}---{more}" if more else APP
    return together(
        *resources(own, environment="staging", app="backend"),
        *(replace(each, path=f"dist/flux/staging/{each.name}.yaml") for each in resources(text, app=None)),
    )
