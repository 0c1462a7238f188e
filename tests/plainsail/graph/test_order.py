"""Few edges cross."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plainsail.graph.order import crossings, ordered

SIZE = 6
PAIRS = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(SIZE, 2 * SIZE - 1)), max_size=14)


def joints(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


@given(PAIRS)
def test_no_order_is_worse_than_the_given_one_and_none_loses_an_item(pairs: list[tuple[int, int]]) -> None:
    columns = [list(range(SIZE)), list(range(SIZE, 2 * SIZE))]
    found = ordered(columns, joints(pairs))

    assert [sorted(column) for column in found] == columns
    assert crossings(found, joints(pairs)) <= crossings(columns, joints(pairs))


@given(PAIRS)
def test_crossings_are_those_of_each_pair_of_edges(pairs: list[tuple[int, int]]) -> None:
    columns = [list(range(SIZE)), list(range(SIZE, 2 * SIZE))]
    each = [(a, b) for a in pairs for b in pairs]

    assert crossings(columns, joints(pairs)) == sum((a[0] < b[0]) and (a[1] > b[1]) for a, b in each)


def test_a_tree_crosses_nothing() -> None:
    pairs = [(0, 3), (1, 2), (2, 5), (3, 4)]

    found = ordered([[0, 1], [2, 3], [4, 5]], joints(pairs))

    assert crossings(found, joints(pairs)) == 0


def test_what_only_its_own_column_knows_stands_beside_what_it_is_joined_with() -> None:
    found = ordered([[0, 1, 2, 3], [4, 5, 6]], joints([(0, 6), (1, 5), (2, 4), (0, 3)]))

    assert abs(found[0].index(3) - found[0].index(0)) == 1
