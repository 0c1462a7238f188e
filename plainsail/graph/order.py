"""Which item stands above which within a column, so that few edges cross: by the middle of its neighbours."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

Joints = Mapping[int, Sequence[int]]
"""By item, those that it is joined with."""
_ROUNDS = 12


def ordered(columns: Sequence[Sequence[int]], joints: Joints) -> list[list[int]]:
    """The items of each column, reordered; those of equal standing stay as they are given.

    >>> ordered([[0, 1], [2, 3]], {0: [3], 1: [2], 2: [1], 3: [0]})
    [[0, 1], [3, 2]]
    """
    current = [list(column) for column in columns]
    column_of = {item: index for index, column in enumerate(columns) for item in column}
    best, fewest = [list(column) for column in current], crossings(current, joints)
    idle = 0
    for turn in range(_ROUNDS):
        if not fewest or idle > 1:  # both ways, nothing moves
            break
        forth = turn % 2 == 0
        before = [list(column) for column in current]
        indices = range(1, len(current)) if forth else range(len(current) - 2, -1, -1)
        for index in indices:
            beside = index - 1 if forth else index + 1
            _arrange(current, index, beside, joints, column_of)
        idle = idle + 1 if current == before else 0
        count = crossings(current, joints) if not idle else fewest
        if count < fewest:
            best, fewest = [list(column) for column in current], count
    for column in best:
        _hang(column, joints)
    return best


def _hang(column: list[int], joints: Joints) -> None:
    """Moves what only its own column knows beside what it is joined with there: no crossing comes of it."""
    within = set(column)
    for item in list(column):
        others = joints.get(item, ())
        if others and within.issuperset(others):
            column.remove(item)
            column.insert(column.index(others[0]) + 1, item)


def _arrange(columns: list[list[int]], index: int, beside: int, joints: Joints, column_of: Mapping[int, int]) -> None:
    """Sorts a column by where the neighbours stand in the one beside it; an item without any keeps its share."""
    share = {item: (place + 0.5) / len(columns[beside]) for place, item in enumerate(columns[beside])}
    own = {item: (place + 0.5) / len(columns[index]) for place, item in enumerate(columns[index])}
    middle = {}
    for item in columns[index]:
        places = [share[other] for other in joints.get(item, ()) if column_of[other] == beside]
        middle[item] = sum(places) / len(places) if places else own[item]
    columns[index].sort(key=lambda item: middle[item])


def crossings(columns: Sequence[Sequence[int]], joints: Joints) -> int:
    """How often edges between neighbouring columns cross, were all as tall.

    >>> crossings([[0, 1], [2, 3]], {0: [3], 1: [2]})
    1
    """
    total = 0
    for left, right in pairwise(columns):
        places = {item: place for place, item in enumerate(right)}
        passed: list[int] = []
        for item in left:
            ends = sorted(places[other] for other in joints.get(item, ()) if other in places)
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total
