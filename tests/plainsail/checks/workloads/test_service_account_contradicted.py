"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import service_account_contradicted
from tests.plainsail.checks.planted_objects import examined, pod_spec, told, workload


def found(**fields: str) -> list[tuple[str, str]]:
    return told(service_account_contradicted.check(examined(workload(pod=pod_spec(**fields)))))


def test_the_new_name_wins() -> None:
    assert found(serviceAccount="a", serviceAccountName="b") == [
        ("spec.template.spec.serviceAccount", "is a, but serviceAccountName is b, which wins")
    ]


def test_silent_where_they_agree_or_one_is_said() -> None:
    assert not found(serviceAccount="a", serviceAccountName="a")
    assert not found(serviceAccount="a")
