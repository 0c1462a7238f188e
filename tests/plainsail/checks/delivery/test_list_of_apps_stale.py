"""The check of the same name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plainsail.checks.delivery import list_of_apps_stale
from plainsail.delivery import Delivery
from plainsail.delivery.registry import Generated
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

PATH = "deploy/terragrunt/live/fleet.json"
PRODUCTION = {"app": "backend", "environment": "production", "service": "backend", "builds_image": True}
STAGING = {**PRODUCTION, "environment": "staging", "service": None}


def found(text: str | None) -> list[Finding]:
    file = Generated(PATH, text, "apps", ("environment", "app"), [PRODUCTION, STAGING])
    return list(list_of_apps_stale.check(manifests(workload(), delivery=Delivery(generated=(file,)))))


def listed(*rows: dict[str, Any]) -> str:
    return json.dumps({"version": 1, "apps": rows}, indent=2)


def test_silent_on_what_the_registry_makes() -> None:
    assert found(listed(PRODUCTION, STAGING)) == []
    assert not list(list_of_apps_stale.check(manifests(workload())))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (None, 1, "is not there, but is read"),
        ("{", 1, "it is not JSON: expecting property name enclosed in double quotes"),
        (listed(PRODUCTION), 1, "lacks staging/backend, which is registered"),
        (listed(PRODUCTION, STAGING, {**STAGING, "app": "old"}), 16, "has staging/old, which is not registered"),
        (listed(PRODUCTION, STAGING, STAGING), 16, "has staging/backend twice"),
        (
            listed({**PRODUCTION, "service": "web"}, STAGING),
            7,
            "service of production/backend is web, but backend is registered",
        ),
        (
            listed(PRODUCTION, {**STAGING, "builds_image": False}),
            14,
            "builds_image of staging/backend is false, but true is registered",
        ),
        (
            listed(PRODUCTION, {**STAGING, "service": "web"}),
            13,
            "service of staging/backend is web, but null is registered",
        ),
        (listed({**PRODUCTION, "more": 1}, STAGING), 9, "production/backend has more, which means nothing"),
        (
            listed({key: value for key, value in PRODUCTION.items() if key != "service"}, STAGING),
            4,
            "production/backend has no service, which is backend",
        ),
        (listed(STAGING, PRODUCTION), 1, "is in another order than production/backend, staging/backend"),
    ],
)
def test_row_and_field_are_named(text: str | None, line: int, message: str) -> None:
    [finding] = found(text)

    assert (finding.where.path, finding.where.line, finding.message) == (PATH, line, message)


def test_all_that_differs_is_told() -> None:
    assert len(found(listed({**PRODUCTION, "service": "a", "builds_image": None}))) == 3
