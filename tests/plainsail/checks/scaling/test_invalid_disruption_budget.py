"""The check of the same name."""

from __future__ import annotations

from typing import Any

from plainsail.checks.scaling import invalid_disruption_budget
from tests.plainsail.checks.planted_objects import Document, examined, made


def _budget(**bounds: Any) -> Document:
    return made("PodDisruptionBudget", "policy/v1", spec={"selector": {"matchLabels": {"app": "a"}}, **bounds})


def test_both_bounds() -> None:
    [finding] = invalid_disruption_budget.check(examined(_budget(minAvailable=1, maxUnavailable="50%")))

    assert finding.message == "has minAvailable and maxUnavailable"


def test_silent_on_one_bound() -> None:
    documents = _budget(minAvailable=1), _budget(maxUnavailable="50%")

    assert not [found for each in documents for found in invalid_disruption_budget.check(examined(each))]
