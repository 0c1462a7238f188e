"""A GitRepository and Kustomizations, as settings say them."""

from __future__ import annotations

from typing import Any

import cdk8s
import pytest

from constructs_lib.flux import EnvironmentRepository, FolderKustomization
from constructs_lib.settings import Flux

FLUX = Flux(name="shop", kube_config="eu", service_account="deployer", depends_on=["operators"])


def repository(flux: Flux) -> dict[str, Any]:
    chart = cdk8s.Testing.chart()
    EnvironmentRepository(
        chart, "Repository", name="shop", flux=flux, repository="https://example.com/a.git", revision="main", labels={}
    )
    [made] = cdk8s.Testing.synth(chart)
    spec: dict[str, Any] = made["spec"]
    return spec


def kustomization(*, is_root: bool) -> dict[str, Any]:
    chart = cdk8s.Testing.chart()
    FolderKustomization(
        chart, "Folder", name="shop", flux=FLUX, repository="shop", path="dist/a", labels={}, is_root=is_root
    )
    [made] = cdk8s.Testing.synth(chart)
    spec: dict[str, Any] = made["spec"]
    return spec


@pytest.mark.parametrize(("secret", "rendered"), [("git", {"name": "git"}), (None, None)])
def test_a_repository_may_be_read_with_a_secret(secret: str | None, rendered: dict[str, str] | None) -> None:
    assert repository(Flux(name="shop", secret=secret)).get("secretRef") == rendered


def test_only_what_is_rendered_is_kept() -> None:
    assert repository(FLUX)["ignore"] == "/*\n!/dist\n"


def test_an_app_goes_where_it_is_sent() -> None:
    spec = kustomization(is_root=False)

    assert spec["kubeConfig"] == {"secretRef": {"name": "eu"}}
    assert (spec["serviceAccountName"], spec["dependsOn"]) == ("deployer", [{"name": "operators"}])
    assert spec["wait"] is True


def test_the_root_stays_where_flux_runs_and_waits_for_nothing() -> None:
    spec = kustomization(is_root=True)

    assert not {"kubeConfig", "serviceAccountName", "dependsOn"} & spec.keys()
    assert spec["wait"] is False
