"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_path_wildcard
from tests.plainsail.checks.planted_ingress import foreign, ingress


def test_a_prefix_with_a_wildcard() -> None:
    [finding] = alb_path_wildcard.check(foreign(ingress(path="/api/*")))

    assert finding.message == (
        "the controller takes no wildcard in a path of pathType Prefix; Prefix covers what is below; write /api"
    )


def test_an_exact_path_with_a_wildcard() -> None:
    [finding] = alb_path_wildcard.check(foreign(ingress(path="/?", path_type="Exact")))

    assert finding.message.endswith("set pathType ImplementationSpecific")


@pytest.mark.parametrize(
    "text",
    [
        ingress(path="/*", path_type="ImplementationSpecific"),
        ingress(path="/api"),
        ingress(path="/api/*", class_name="nginx"),
    ],
)
def test_silent_about_plain_paths_and_other_controllers(text: str) -> None:
    assert not list(alb_path_wildcard.check(foreign(text)))
