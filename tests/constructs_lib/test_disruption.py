"""PodDisruptionBudgets."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.disruption import DisruptionBudget
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import PodDisruptionBudget
from tests.constructs_lib.making import IDENTITY, chart, rendered


def budget(most: int | str) -> list[Document]:
    scope = chart()
    said = PodDisruptionBudget(max_unavailable=most)
    DisruptionBudget(scope, "It", identity=IDENTITY, part=None, component="web", budget=said)
    return rendered(scope)


def test_a_number_of_pods(snapshot: SnapshotAssertion) -> None:
    assert budget(1) == snapshot


def test_a_share_of_the_pods(snapshot: SnapshotAssertion) -> None:
    assert budget("25%") == snapshot
