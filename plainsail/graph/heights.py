"""How high each item of a column stands: as level with its neighbours as the items above and below it let it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_ROUNDS = 16


@dataclass(frozen=True)
class Joint:
    """Two items that an edge joins, and how far below its upper border it meets each."""

    one: int
    other: int
    below_one: float
    below_other: float


def heights(
    columns: Sequence[Sequence[int]], tall: Mapping[int, float], joints: Sequence[Joint], gap: Callable[[int], float]
) -> dict[int, float]:
    """The upper border of each item; none is nearer to the next of its column than the gap below it."""
    wishes: dict[int, list[tuple[int, float]]] = {item: [] for column in columns for item in column}
    column_of = {item: index for index, column in enumerate(columns) for item in column}
    across = [joint for joint in joints if column_of[joint.one] != column_of[joint.other]]
    for joint in across:
        wishes[joint.one].append((joint.other, joint.below_other - joint.below_one))
        wishes[joint.other].append((joint.one, joint.below_one - joint.below_other))
    within = [joint for joint in joints if column_of[joint.one] == column_of[joint.other]]
    rank = {item: index for column in columns for index, item in enumerate(column)}
    loose = {item for item, known in wishes.items() if not known}
    for joint in within:
        # What no other column holds hangs on its neighbour.
        for item, other in ((joint.one, joint.other), (joint.other, joint.one)):
            if item in loose:
                is_below = rank[item] > rank[other]
                wishes[item].append((other, tall[other] + gap(other) if is_below else -tall[item] - gap(item)))
    top = {item: place for column in columns for item, place in _stacked(column, tall, gap)}
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted = [_mean([top[other] + shift for other, shift in wishes[item]], top[item]) for item in column]
            weights = [max(len(wishes[item]), 0.1) for item in column]
            offsets = [place for _, place in _stacked(column, tall, gap)]
            free = [want - offset for want, offset in zip(wanted, offsets, strict=True)]
            for item, place, offset in zip(column, rising(free, weights), offsets, strict=True):
                top[item] = place + offset
    least = min(top.values(), default=0.0)
    return {item: place - least for item, place in top.items()}


def _stacked(
    column: Sequence[int], tall: Mapping[int, float], gap: Callable[[int], float]
) -> Sequence[tuple[int, float]]:
    places, place = [], 0.0
    for item in column:
        places.append((item, place))
        place += tall[item] + gap(item)
    return places


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The numbers nearest to the given ones, none of which is less than the one before: pools of violators.

    >>> rising([3, 1, 5], [1, 1, 1])
    [2.0, 2.0, 5.0]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pool = (float(value), weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            whole = before[1] + pool[1]
            pool = ((before[0] * before[1] + pool[0] * pool[1]) / whole, whole, before[2] + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]
