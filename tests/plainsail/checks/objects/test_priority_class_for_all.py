"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.objects import priority_class_for_all
from tests.plainsail.checks.planted_objects import Document, examined


def priority_class(name: str = "shop", value: int = 1000, **fields: Any) -> Document:
    metadata = {"name": name}
    return {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": metadata,
        "value": value,
        **fields,
    }


def test_a_class_that_is_everybody_s() -> None:
    [finding] = priority_class_for_all.check(examined(priority_class(globalDefault=True)))

    assert finding.severity is None
    assert finding.where.field == "globalDefault"
    assert finding.message == (
        "every later pod of the cluster that names no class gets the priority 1000, "
        "and may push older ones off their nodes"
    )


@pytest.mark.parametrize(("value", "severity"), [(1000, None), (0, "info")])
def test_milder_where_nothing_changes_for_others(value: int, severity: str | None) -> None:
    default = priority_class(value=value, globalDefault=True, preemptionPolicy="Never")
    [finding] = priority_class_for_all.check(examined(default))

    assert finding.severity == severity
    assert "push" not in finding.message


def test_a_second_default_is_refused() -> None:
    tree = examined(priority_class(globalDefault=True), priority_class("other", globalDefault=True))
    [refused] = [finding for finding in priority_class_for_all.check(tree) if finding.severity == "error"]

    assert refused.where.object == "PriorityClass/other"
    assert refused.message == "PriorityClass/shop is the default already, and the API server refuses a second one"


def test_silent_about_a_class_that_pods_name() -> None:
    assert not list(priority_class_for_all.check(examined(priority_class(), priority_class("b", globalDefault=False))))
