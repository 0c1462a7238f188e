"""Twice as many apps cost twice as much: counted in steps, since seconds depend on the machine."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest

from plainsail.checks import RULES
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_crowd import SPREADS, crowd

APPS = 16
MOST = 2.2
"""The most that twice as many apps may cost; a check that compares all with all costs 4 times as much."""


def steps(manifests: Manifests) -> Counter[str]:
    """How many lines of Plainsail each check runs, repetitions included."""
    count: Counter[str] = Counter()
    for rule in RULES.values():

        def trace(frame: FrameType, event: str, _: Any, id: str = rule.id) -> Any:
            if not frame.f_globals["__name__"].startswith("plainsail."):
                return None
            count[id] += event in ("call", "line")
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            list(rule.find(manifests))
        finally:
            sys.settrace(before)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("spread", SPREADS)
def test_every_check_is_linear(spread: str) -> None:
    few, many = steps(crowd(APPS, spread)), steps(crowd(2 * APPS, spread))

    assert {id: many[id] / few[id] for id in few if many[id] > MOST * few[id]} == {}
