"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import implausible_amount
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, workload


def _with(bound: str, resource: str, amount: Any) -> Document:
    return workload(pod=pod_spec(container(resources={bound: {resource: amount}})))


def test_half_a_byte() -> None:
    [finding] = implausible_amount.check(examined(_with("limits", "memory", "512m")))

    assert finding.message == "512m is less than a mebibyte; one is written 1Mi"
    assert finding.where.field == "spec.template.spec.containers[app].resources.limits.memory"
    assert finding.severity == "error"


def test_five_hundred_cores() -> None:
    [finding] = implausible_amount.check(examined(_with("requests", "cpu", 500)))

    assert finding.message == "500 is 500 cores; a thousandth of a core is written 1m"
    assert finding.severity is None


@pytest.mark.parametrize(("resource", "amount"), [("cpu", "500m"), ("cpu", 96), ("memory", "64Mi"), ("memory", 0)])
def test_silent_on_amounts_that_people_mean(resource: str, amount: Any) -> None:
    assert not list(implausible_amount.check(examined(_with("limits", resource, amount))))
