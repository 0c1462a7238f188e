"""Objects of kinds that an operator brings along are found whether or not a schema is known of them."""

from __future__ import annotations

from plainsail.manifests.routes import GATEWAY
from tests.plainsail.checks.planted_objects import examined, made


def test_a_kind_without_a_schema_is_found() -> None:
    route = made("HTTPRoute", f"{GATEWAY}/v1", spec={"rules": []})

    assert [each.kind for each in examined(route).custom(GATEWAY, "Gateway", "HTTPRoute")] == ["HTTPRoute"]


def test_a_kind_of_another_group_is_another() -> None:
    route = made("HTTPRoute", "example.com/v1", spec={"rules": []})

    assert not list(examined(route).custom(GATEWAY, "HTTPRoute"))
