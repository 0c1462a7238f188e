"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import development_mode
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, workload


def findings(
    name: str, value: str, *, environment: str | None = "production", namespace: str = "shop"
) -> list[Finding]:
    document = workload(pod=pod_spec(container(env=[{"name": name, "value": value}])))
    document["metadata"]["namespace"] = namespace
    return list(development_mode.check(examined(document, environment=environment)))


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("APP_ENV", "dev", None),
        ("APP_ENV", "local", None),
        ("APP_DEBUG", "1", None),
        ("APP_DEBUG", "true", None),
        ("RAILS_ENV", "development", None),
        ("FLASK_DEBUG", "1", None),
        ("DJANGO_DEBUG", "True", None),
        ("ASPNETCORE_ENVIRONMENT", "Development", None),
        ("NODE_ENV", "development", "warning"),
        ("SPRING_PROFILES_ACTIVE", "eu,dev", "warning"),
        ("DEBUG", "*", "warning"),
    ],
)
def test_what_customers_use_is_no_place_for_it(name: str, value: str, severity: str | None) -> None:
    [finding] = findings(name, value)

    assert finding.message == f"{name}={value} is development mode, in production"
    assert finding.severity == severity


def test_milder_in_a_namespace_of_other_peoples() -> None:
    assert [finding.severity for finding in findings("APP_ENV", "dev", environment=None, namespace="live")] == [
        "warning"
    ]
    assert not findings("APP_ENV", "dev", environment=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "prod"),
        ("APP_DEBUG", "0"),
        ("APP_DEBUG", "false"),
        ("DEBUG", "express:router"),
        ("SPRING_PROFILES_ACTIVE", "device"),
    ],
)
def test_silent_on_production(name: str, value: str) -> None:
    assert not findings(name, value)


def test_silent_where_only_the_team_looks() -> None:
    assert not findings("APP_ENV", "dev", environment="staging")
