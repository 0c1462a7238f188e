"""Flux does things differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import files, manifest, told

KUSTOMIZATION: dict[str, Any] = {
    "sourceRef": {"kind": "GitRepository", "name": "shop"},
    "interval": "10m",
    "path": "./dist/staging/backend",
    "prune": True,
    "wait": True,
}
REPOSITORY = {"interval": "1m", "url": "https://example.com/a.git", "ref": {"branch": "staging"}}


def flux(kind: str, group: str, spec: dict[str, Any]) -> dict[str, str]:
    metadata = {"name": "backend-staging", "namespace": "flux-system"}
    return files(manifest(kind, spec, api=f"{group}.toolkit.fluxcd.io/v1", metadata=metadata), home="flux/staging")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"prune": False}, "no longer deletes what leaves Git"),
        ({"wait": False}, "is ready as soon as all is applied"),
        ({"suspend": True}, "does nothing until it is resumed"),
        ({"path": "./dist/other"}, "applies ./dist/other instead of ./dist/staging/backend"),
        (
            {"kubeConfig": {"secretRef": {"name": "eu"}}},
            "applies to another cluster: what it brought so far stays there",
        ),
        ({"serviceAccountName": "deployer"}, "acts as deployer instead of nothing"),
        ({"dependsOn": [{"name": "operators"}]}, "waits for other Kustomizations"),
    ],
)
def test_a_kustomization(spec: dict[str, Any], message: str) -> None:
    before, after = (flux("Kustomization", "kustomize", each) for each in (KUSTOMIZATION, KUSTOMIZATION | spec))

    assert told("flux", before, after) == [message]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"ref": {"branch": "main"}}, "follows main instead of staging"),
        (
            {"url": "https://example.com/b.git"},
            "reads the repository https://example.com/b.git instead of https://example.com/a.git",
        ),
    ],
)
def test_a_repository(spec: dict[str, Any], message: str) -> None:
    before, after = (flux("GitRepository", "source", each) for each in (REPOSITORY, REPOSITORY | spec))

    assert told("flux", before, after) == [message]


def test_how_often_it_looks_is_no_news() -> None:
    before, after = (flux("Kustomization", "kustomize", KUSTOMIZATION | {"interval": each}) for each in ("5m", "10m"))

    assert told("flux", before, after) == []
