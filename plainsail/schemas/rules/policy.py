"""What the API server refuses in PodDisruptionBudget (`pkg/apis/policy/validation`)."""

from collections.abc import Iterator
from typing import Any

from plainsail.schemas.rules.shares import SHARE_OF_ALL
from plainsail.schemas.rules.together import STATUS, Fields, Place, Readings, Refusal, Together

FIELDS: Fields = {
    "policy.v1.PodDisruptionBudgetSpec": {"maxUnavailable": SHARE_OF_ALL, "minAvailable": SHARE_OF_ALL},
}

READ_AS: Readings = {"policy.v1.PodDisruptionBudget": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _one_bound(spec: Any, _: Place) -> Iterator[Refusal]:
    if {"minAvailable", "maxUnavailable"} <= spec.keys():
        yield Refusal((), "has minAvailable and maxUnavailable", "disruption_budget")


TOGETHER: Together = {"policy.v1.PodDisruptionBudgetSpec": (_one_bound,)}
