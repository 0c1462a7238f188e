"""Where items stand within their columns."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plainsail.graph.heights import Joint, heights, rising

NUMBERS = st.lists(st.floats(-100, 100), min_size=1, max_size=8)


@given(NUMBERS)
def test_numbers_that_rise_are_the_nearest_ones(values: list[float]) -> None:
    found = rising(values, [1.0] * len(values))

    assert found == sorted(found)
    assert abs(sum(found) - sum(values)) < 1e-6


def gap(_: int) -> float:
    return 10


def test_items_that_edges_join_are_level() -> None:
    joints = [Joint(0, 2, 15, 5), Joint(1, 3, 5, 5)]

    found = heights([[0, 1], [2, 3]], dict.fromkeys(range(4), 20), joints, gap)

    assert abs(found[0] + 15 - (found[2] + 5)) < 0.5
    assert abs(found[1] - found[3]) < 0.5


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(5, 9)), max_size=12))
def test_items_keep_their_distance_and_their_order(pairs: list[tuple[int, int]]) -> None:
    tall = {item: 10.0 + item for item in range(10)}
    columns = [list(range(5)), list(range(5, 10))]

    found = heights(columns, tall, [Joint(one, other, 3, 4) for one, other in pairs], gap)

    assert min(found.values()) == 0
    for column in columns:
        for above, below in pairwise(column):
            assert found[below] >= found[above] + tall[above] + 10 - 1e-6


def test_what_only_its_own_column_knows_hangs_on_its_neighbour() -> None:
    joints = [Joint(0, 3, 0, 0), Joint(1, 4, 0, 0), Joint(0, 2, 0, 0)]
    tall = {0: 20.0, 2: 20.0, 1: 20.0, 3: 300.0, 4: 20.0}

    found = heights([[0, 2, 1], [3, 4]], tall, joints, gap)

    assert found[2] == found[0] + 30
