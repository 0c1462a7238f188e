"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.flux import kustomization_points_astray
from tests.plainsail.checks.planted_app import Change
from tests.plainsail.checks.planted_flux import by_flux


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("./dist/staging/backend", "./dist/staging/back"), "dist/staging/back holds no object"),
        (
            ("path: ./dist/flux/staging\n  sourceRef: {kind: GitRepository, name: shop-staging}",
             "path: ./dist/flux/staging\n  sourceRef: {kind: GitRepository, name: shop}"),
            "nothing renders GitRepository/shop in flux-system",
        ),
    ],
    ids=["an empty folder", "no repository"],
)  # fmt: skip
def test_what_flux_does_not_find(change: Change, message: str) -> None:
    [finding] = kustomization_points_astray.check(by_flux(change))

    assert finding.message == message


def test_a_folder_of_another_environment() -> None:
    [finding] = kustomization_points_astray.check(by_flux(("path: ./dist/staging/backend", "path: ./dist")))

    assert finding.message == "dist is not of staging"


def test_silent_of_what_is_whole() -> None:
    assert not list(kustomization_points_astray.check(by_flux()))


def test_other_sources_are_somebody_elses() -> None:
    assert not list(
        kustomization_points_astray.check(by_flux(("{kind: GitRepository, name", "{kind: OCIRepository, name")))
    )
