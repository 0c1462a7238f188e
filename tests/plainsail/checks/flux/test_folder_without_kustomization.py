"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.flux import folder_without_kustomization
from tests.plainsail.checks.planted_app import project
from tests.plainsail.checks.planted_flux import by_flux


def test_an_app_that_nothing_brings() -> None:
    [finding] = folder_without_kustomization.check(by_flux(("./dist/staging/backend", "./elsewhere")))

    assert finding.message == "no Kustomization applies dist/staging/backend"


def test_an_app_that_two_bring() -> None:
    """The folder above brings it too."""
    [_, *found] = folder_without_kustomization.check(by_flux(("./dist/flux/staging", "./dist/staging")))

    assert [each.message for each in found] == ["no Kustomization applies dist/flux/staging"]


def test_silent_of_what_is_whole() -> None:
    assert not list(folder_without_kustomization.check(by_flux()))


def test_silent_where_argo_cd_brings_it() -> None:
    assert not list(folder_without_kustomization.check(project()))
