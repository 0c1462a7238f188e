"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import stateful_set_pods_unnamed
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import examined, service, workload


def found(**of_service: Any) -> list[Finding]:
    stateful = workload("StatefulSet", serviceName="backend")
    return list(stateful_set_pods_unnamed.check(examined(stateful, service(**of_service))))


def test_a_service_of_other_pods() -> None:
    [finding] = found(clusterIP="None", selector={"app": "other"})

    assert (finding.message, finding.severity) == (
        "Service/backend selects other pods, so that these have no names",
        "warning",
    )
    assert finding.where.field == "spec.serviceName"


def test_a_service_with_an_address_of_its_own() -> None:
    [finding] = found()

    assert finding.message == "Service/backend is not headless, so that names of single pods are left to chance"


@pytest.mark.parametrize(
    "fields", [{"clusterIP": "None"}, {"clusterIPs": ["None"]}, {"clusterIP": "None", "selector": None}]
)
def test_silent_about_a_headless_one(fields: dict[str, Any]) -> None:
    """One that selects nothing is filled by somebody else."""
    assert not found(**fields)


def test_silent_where_the_service_is_elsewhere() -> None:
    assert not list(stateful_set_pods_unnamed.check(examined(workload("StatefulSet", serviceName="backend"))))
