"""The generated bindings write what was meant, and are small."""

from __future__ import annotations

import cdk8s
import pytest

from imports.io import argoproj, external_secrets
from imports.io.fluxcd.toolkit import kustomize
from tests.imports.schemas import IMPORTS, accepts

METADATA = cdk8s.ApiObjectMetadata(name="backend", namespace="staging")


def test_external_secret() -> None:
    """Snake case in Python is camel case in YAML."""
    chart = cdk8s.Testing.chart()
    remote = external_secrets.ExternalSecretSpecDataRemoteRef(key="/backend", decoding_strategy="None")
    data = [external_secrets.ExternalSecretSpecData(secret_key="A", remote_ref=remote)]  # noqa: S106 - a name
    spec = external_secrets.ExternalSecretSpec(refresh_interval="1h0m0s", data=data)
    external_secrets.ExternalSecret(chart, "secret", metadata=METADATA, spec=spec)

    [written] = cdk8s.Testing.synth(chart)
    assert accepts(written)
    assert written == {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {"name": "backend", "namespace": "staging"},
        "spec": {
            "refreshInterval": "1h0m0s",
            "data": [{"secretKey": "A", "remoteRef": {"key": "/backend", "decodingStrategy": "None"}}],
        },
    }


def test_application() -> None:
    """Booleans, numbers and abbreviations as Argo CD spells them."""
    chart = cdk8s.Testing.chart()
    automated = argoproj.ApplicationSpecSyncPolicyAutomated(prune=True, self_heal=True)
    spec = argoproj.ApplicationSpec(
        project="staging",
        source=argoproj.ApplicationSpecSource(repo_url="https://example.com/r.git", path="dist/staging/backend"),
        destination=argoproj.ApplicationSpecDestination(server="https://kubernetes.default.svc"),
        sync_policy=argoproj.ApplicationSpecSyncPolicy(automated=automated),
        revision_history_limit=3,
    )
    argoproj.Application(chart, "application", metadata=METADATA, spec=spec)

    [written] = cdk8s.Testing.synth(chart)
    assert accepts(written)
    assert written["spec"] == {
        "project": "staging",
        "source": {"repoURL": "https://example.com/r.git", "path": "dist/staging/backend"},
        "destination": {"server": "https://kubernetes.default.svc"},
        "syncPolicy": {"automated": {"prune": True, "selfHeal": True}},
        "revisionHistoryLimit": 3,
    }


def test_app_project() -> None:
    """The empty group, which is Kubernetes' own, is written."""
    chart = cdk8s.Testing.chart()
    namespaces = argoproj.AppProjectSpecClusterResourceWhitelist(group="", kind="Namespace")
    spec = argoproj.AppProjectSpec(cluster_resource_whitelist=[namespaces], source_repos=["https://example.com/r.git"])
    argoproj.AppProject(chart, "project", metadata=METADATA, spec=spec)

    [written] = cdk8s.Testing.synth(chart)
    assert accepts(written)
    assert written["spec"] == {
        "clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}],
        "sourceRepos": ["https://example.com/r.git"],
    }


@pytest.mark.parametrize("module", ["argoproj", "external_secrets"])
def test_small_enough_to_load_in_milliseconds(module: str) -> None:
    """The bindings of the whole Application are five times as large."""
    assert (IMPORTS / "io" / module / "__init__.py").stat().st_size < 128 * 1024


def test_kustomization_of_flux() -> None:
    """What is false is written: `prune` is required."""
    chart = cdk8s.Testing.chart()
    source = kustomize.KustomizationSpecSourceRef(kind="GitRepository", name="shop")
    spec = kustomize.KustomizationSpec(prune=False, interval="10m", source_ref=source, path="./dist")
    kustomize.Kustomization(chart, "kustomization", metadata=METADATA, spec=spec)

    [written] = cdk8s.Testing.synth(chart)
    assert accepts(written)
    assert written["spec"] == {
        "prune": False,
        "interval": "10m",
        "sourceRef": {"kind": "GitRepository", "name": "shop"},
        "path": "./dist",
    }
