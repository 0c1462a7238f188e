"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.objects import invalid_quantity
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload


def _with(amount: Any) -> Document:
    return workload(pod=pod_spec(container(resources={"limits": {"memory": amount}})))


FIELD = "spec.template.spec.containers[app].resources.limits.memory"


@pytest.mark.parametrize("amount", ["64 Mi", "64MB", "1,5Gi", "many", "", "64mi"])
def test_no_amount(amount: str) -> None:
    assert told(invalid_quantity.check(examined(_with(amount)))) == [
        (
            FIELD,
            f"'{amount}' is no quantity: a number, and m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei behind it",
        )
    ]


def test_negative() -> None:
    assert told(invalid_quantity.check(examined(_with("-1Mi")))) == [(FIELD, "'-1Mi' is below zero")]
    assert told(invalid_quantity.check(examined(_with(-1)))) == [(FIELD, "-1 is below 0")]


def test_volumes_of_no_size() -> None:
    document = workload(pod=pod_spec(volumes=[{"name": "tmp", "emptyDir": {"sizeLimit": "-1Gi"}}]))

    assert told(invalid_quantity.check(examined(document))) == [
        ("spec.template.spec.volumes[tmp].emptyDir.sizeLimit", "'-1Gi' is below zero")
    ]


@pytest.mark.parametrize("amount", ["64Mi", "1.5Gi", "1e9", 1000, 0.5, "+1", ".5G", "0", "100m"])
def test_silent_on_amounts(amount: Any) -> None:
    assert not told(invalid_quantity.check(examined(_with(amount))))
