"""Where each box stands, and the way of each edge: columns by role, components one below the other.

An edge that passes a column has a lane of its own between the boxes there, shared by all that go to the same box. So no
edge runs behind a box. What nothing refers to, and refers to nothing, stands below the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plainsail.graph.boxes import HEADER, WIDTH, Box, Row
from plainsail.graph.columns import TITLES
from plainsail.graph.heights import Joint, heights
from plainsail.graph.order import ordered

GAP = 50
"""Between two columns."""
MARGIN = 10
LOOP = 26
"""Room for the edges at the right of the last column."""
_BETWEEN = 14
_LANE = 6
_LANE_GAP = 8
_TITLE = 24
"""What the titles of the columns take."""
_APART = 20
"""Between two components."""

Point = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Wire:
    """The way of one edge: points at the borders of columns, from its row to its target."""

    source: Box
    row: Row
    target: Box
    points: Sequence[Point]

    @property
    def turns_back(self) -> bool:
        """Whether it ends in the column that it leaves."""
        return self.source.column == self.target.column


@dataclass(eq=False)
class Layout:
    """All places, in whole pixels."""

    places: dict[Box, Point] = field(default_factory=dict)
    """The upper left corner of each box."""
    wires: list[Wire] = field(default_factory=list)
    titles: list[tuple[str, Point]] = field(default_factory=list)
    width: int = 0
    height: int = 0


def laid_out(boxes: Sequence[Box]) -> Layout:
    """The boxes with their places, and the edges with their ways."""
    layout = Layout()
    ends = {end for box in boxes for row in box.rows for end in (box, *row.targets)}
    joined = [box for box in boxes if box in ends]
    used = sorted({box.column for box in joined})
    skyline = [MARGIN + _TITLE] * len(used)
    for component in _components(joined):
        _add_component(layout, _Items(component, used), skyline)
    layout.titles = [(TITLES[column], (_left(index), MARGIN + 10)) for index, column in enumerate(used)]
    bottom = max(skyline, default=MARGIN)
    alone = [box for box in boxes if box not in ends]
    across = max(len(used), min(len(alone), len(TITLES)))
    if alone:
        bottom = _add_alone(layout, alone, across, bottom)
    layout.width = _left(across) - GAP + LOOP if across else 2 * MARGIN
    layout.height = bottom
    return layout


def _left(column: int) -> int:
    """The left border of a column."""
    return MARGIN + column * (WIDTH + GAP)


def _components(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes that edges join, in the order of their first; the largest first."""
    beside: dict[Box, list[Box]] = defaultdict(list)
    for box in boxes:
        for row in box.rows:
            for target in row.targets:
                beside[box].append(target)
                beside[target].append(box)
    number: dict[Box, int] = {}
    for start in boxes:
        waiting = [start] if start not in number else []
        while waiting:
            box = waiting.pop()
            if box not in number:
                number[box] = number.get(start, len(number))
                waiting += beside[box]
    found: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        found[number[box]].append(box)
    yield from sorted(found.values(), key=len, reverse=True)


@dataclass(frozen=True)
class _Way:
    """An edge, and the items that it goes through, both ends included."""

    source: Box
    row: Row
    target: Box
    items: Sequence[int]


class _Items:
    """The boxes and lanes of one component, as numbers: the boxes first."""

    def __init__(self, component: Sequence[Box], used: Sequence[int]) -> None:
        self.boxes = list(component)
        self.column = [used.index(box.column) for box in component]
        """Of each item, counted among the columns in use."""
        self.columns: list[list[int]] = [[] for _ in used]
        for number, column in enumerate(self.column):
            self.columns[column].append(number)
        self._number = {box: number for number, box in enumerate(component)}
        self._lanes: dict[tuple[int, int], int] = {}
        """By target and column."""
        self.ways = [
            _Way(box, row, target, self.way(box, target))
            for box in component
            for row in box.rows
            for target in row.targets
        ]

    def way(self, source: Box, target: Box) -> list[int]:
        """The items that an edge goes through."""
        start, end = self._number[source], self._number[target]
        first, last = self.column[start], self.column[end]
        step = 1 if last > first else -1
        return [start, *(self._lane(end, column) for column in range(first + step, last, step)), end]

    def _lane(self, target: int, column: int) -> int:
        lane = self._lanes.get((target, column))
        if lane is None:
            lane = self._lanes[target, column] = len(self.column)
            self.column.append(column)
            self.columns[column].append(lane)
        return lane

    def is_lane(self, item: int) -> bool:
        """Whether it is a lane, and no box."""
        return item >= len(self.boxes)

    def tall(self, item: int) -> int:
        """How tall it is."""
        return _LANE if self.is_lane(item) else self.boxes[item].height

    def gap(self, item: int) -> float:
        """What stays free below it."""
        return _LANE_GAP if self.is_lane(item) else _BETWEEN

    def joints(self) -> Iterator[Joint]:
        """The parts of all edges, from item to item."""
        for way in self.ways:
            for one, other in pairwise(way.items):
                below_one = _LANE / 2 if self.is_lane(one) else way.source.row(way.row)
                below_other = _LANE / 2 if self.is_lane(other) else HEADER
                if one != other:
                    yield Joint(one, other, below_one, below_other)


def _add_component(layout: Layout, items: _Items, skyline: list[int]) -> None:
    """The boxes of a component below what stands in the columns between its first and its last."""
    beside: dict[int, list[int]] = defaultdict(list)
    for joint in items.joints():
        beside[joint.one].append(joint.other)
        beside[joint.other].append(joint.one)
    columns = ordered(items.columns, beside)
    _sort_rows(items, {item: index for column in columns for index, item in enumerate(column)})
    tall = {item: items.tall(item) for item in range(len(items.column))}
    tops = heights(columns, tall, list(items.joints()), items.gap)
    within = range(min(items.column), max(items.column) + 1)
    shift = max(skyline[column] for column in within)
    levels = [round(tops[item]) + shift for item in range(len(items.column))]
    for number, box in enumerate(items.boxes):
        layout.places[box] = (_left(items.column[number]), levels[number])
    for way in items.ways:
        lanes = [(items.column[item], levels[item] + _LANE // 2) for item in way.items[1:-1]]
        layout.wires.append(Wire(way.source, way.row, way.target, _points(layout, way, lanes)))
    for column in within:
        skyline[column] = max(levels[item] + tall[item] for item in tall) + _APART


def _sort_rows(items: _Items, place: Mapping[int, int]) -> None:
    """The rows of each box in the order of what they lead to."""
    nexts: dict[Row, list[int]] = defaultdict(list)
    for way in items.ways:
        nexts[way.row].append(place[way.items[1]])
    for box in items.boxes:
        box.rows.sort(key=lambda row: sum(nexts[row]) / len(nexts[row]))


def _points(layout: Layout, way: _Way, lanes: Iterable[Point]) -> list[Point]:
    """From the row to the target, in and out of each lane."""
    (x, y), (end, height) = layout.places[way.source], layout.places[way.target]
    rightwards = way.row.side == "right"
    points = [(x + (WIDTH if rightwards else 0), y + way.source.row(way.row))]
    for column, level in lanes:
        left, right = (_left(column), level), (_left(column) + WIDTH, level)
        points += (left, right) if rightwards else (right, left)
    arrives_left = rightwards and way.source.column != way.target.column
    return [*points, (end + (0 if arrives_left else WIDTH), height + HEADER)]


def _add_alone(layout: Layout, alone: Sequence[Box], across: int, bottom: int) -> int:
    """What no edge meets, each box in the column that is shortest so far. Returns the lower end."""
    if layout.places:
        layout.titles.append(("by themselves", (MARGIN, bottom + 10)))
    ends = [bottom + (_TITLE if layout.places else 0)] * across
    for box in sorted(alone, key=lambda box: box.column):
        shortest = ends.index(min(ends))
        layout.places[box] = (_left(shortest), ends[shortest])
        ends[shortest] += box.height + _BETWEEN
    return max(ends)
