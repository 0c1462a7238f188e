"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import external_name_unresolvable
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import examined, made


def findings(name: str) -> list[Finding]:
    service = made("Service", spec={"type": "ExternalName", "externalName": name})
    return list(external_name_unresolvable.check(examined(service)))


def test_an_address_is_taken_for_a_name() -> None:
    [finding] = findings("10.0.0.7")

    assert finding.severity is None
    assert finding.message == "10.0.0.7 is an address, which DNS takes for a name: it resolves nowhere"


def test_a_name_without_a_dot_is_no_service_of_the_namespace() -> None:
    [finding] = findings("db")

    assert finding.severity == "warning"


@pytest.mark.parametrize("name", ["db.example.com", "db.example.com.", "db.other.svc.cluster.local"])
def test_silent_about_a_host(name: str) -> None:
    assert not findings(name)
