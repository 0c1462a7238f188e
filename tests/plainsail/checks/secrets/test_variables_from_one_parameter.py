"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.secrets import variables_from_one_parameter
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize("tree", [app, foreign])
def test_a_copy_that_was_not_changed(tree: Callable[..., Manifests]) -> None:
    [finding] = variables_from_one_parameter.check(tree(("/param/ENV/api_secret", "/param/ENV/api_key")))

    assert finding.message == "API_KEY, API_SECRET all read /param/staging/api_key"
    assert finding.where.field == "spec.data[API_SECRET].remoteRef"


@pytest.mark.parametrize("part", ["property: secret", "version: '3'"])
def test_silent_about_two_parts_of_one_parameter(part: str) -> None:
    assert not list(
        variables_from_one_parameter.check(
            app(("key: /param/ENV/api_secret", f"key: /param/ENV/api_key\n      {part}"))
        )
    )
