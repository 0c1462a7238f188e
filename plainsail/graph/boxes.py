"""What stands in a box, and how tall that makes it.

A reference is a row of the box that refers, and its edge leaves from there: so a label never meets another one. Objects
that differ in nothing but their names (dashboards in ConfigMaps, definitions) share a box, a line each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from constructs_lib.kubernetes.objects import Key
from plainsail.graph.columns import column_of
from plainsail.graph.model import Edge, Graph, Node
from plainsail.graph.text import fitted, in_two, width
from plainsail.manifests.pods import TEMPLATES

WIDTH = 192
PAD = 10
DOT = 4
"""How far within the border the dot of a row ends."""
KIND_SIZE, NAME_SIZE, LINE_SIZE = 9.0, 13.0, 11.0
SPACING = 0.6
"""What stands between the letters of a kind, beside their own width."""
_TOP, _NAME, _LINE, _ROW, _BOTTOM = 22, 16, 15, 16, 8
HEADER = 26
"""Where edges arrive, below the upper border: at the name."""
_FEWEST_ALIKE = 4
_MOST_ALIKE = 16
"""Names in one box, where nothing refers to them: more of them stand side by side."""

Side: TypeAlias = Literal["left", "right"]


@dataclass(eq=False, kw_only=True)
class Row:
    """A reference of a box, which edges leave from."""

    label: str
    text: str
    side: Side
    targets: list["Box"] = field(default_factory=list)


@dataclass(eq=False, kw_only=True)
class Box:
    """One object, or several that differ in their names alone."""

    nodes: Sequence[Node]
    column: int
    kind: str
    names: Sequence[str]
    """The name in one line or two; of several objects a line each."""
    lines: Sequence[str]
    rows: list[Row] = field(default_factory=list)

    @property
    def node(self) -> Node:
        """The object, or the first of several."""
        return self.nodes[0]

    @property
    def height(self) -> int:
        """How tall it is."""
        rows = len(self.rows) * _ROW + (4 if self.rows else 0)
        return _TOP + len(self.names) * _NAME + len(self.lines) * _LINE + rows + _BOTTOM

    def name_line(self, index: int) -> int:
        """Where the baseline of a name stands, below the upper border."""
        return _TOP + index * _NAME + 12

    def line(self, index: int) -> int:
        """Where the baseline of a line stands."""
        return _TOP + len(self.names) * _NAME + index * _LINE + 11

    def row(self, row: Row) -> int:
        """Where the middle of a row stands: its edge leaves there."""
        above = _TOP + len(self.names) * _NAME + len(self.lines) * _LINE + 4
        return above + self.rows.index(row) * _ROW + _ROW // 2


def boxes_of(graph: Graph) -> list[Box]:
    """The boxes of a graph, with their rows; all objects in the graph's order."""
    leaving: dict[Key, list[Edge]] = defaultdict(list)
    arriving: dict[Key, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        leaving[edge.source].append(edge)
        arriving[edge.target].append(edge)
    spaces = Counter(node.key.namespace for node in graph.nodes if node.key.namespace)
    usual = min(spaces, key=lambda space: (-spaces[space], space), default=None)
    boxes = [_box(nodes, usual) for nodes in _alike(graph.nodes, leaving, arriving)]
    home = {node.key: box for box in boxes for node in box.nodes}
    for box in boxes:
        box.rows = _rows(box, leaving[box.node.key], home)
    return boxes


def _box(nodes: Sequence[Node], usual: str | None) -> Box:
    room = WIDTH - 2 * PAD
    first, count = nodes[0], len(nodes)
    remarks = [first.remark] if first.remark else []
    if first.state == "made" and width(first.remark, LINE_SIZE) > room:
        remarks = [first.remark.partition("/")[0]]  # of which name, the edge tells, and the title
    if first.key.namespace not in (None, usual):
        remarks.append(f"in {first.key.namespace}")
    if count > 1:
        names: Sequence[str] = [fitted(node.key.name, room, NAME_SIZE, bold=True) for node in nodes]
    else:
        names = in_two(first.key.name or "(no name)", room, NAME_SIZE, bold=True)
        remarks += first.lines
    kind = first.key.kind.upper() + (f" \N{MULTIPLICATION SIGN}{count}" if count > 1 else "")
    return Box(
        nodes=nodes,
        column=column_of(first.key),
        kind=fitted(kind, room - SPACING * len(kind), KIND_SIZE),
        names=names,
        lines=[fitted(remark, room, LINE_SIZE) for remark in remarks],
    )


def _rows(box: Box, edges: Iterable[Edge], home: Mapping[Key, Box]) -> list[Row]:
    rows: dict[tuple[str, Side], Row] = {}
    for edge in edges:
        target = home[edge.target]
        side: Side = "left" if target.column < box.column else "right"
        if (edge.label, side) not in rows:
            text = fitted(edge.label, WIDTH - 2 * PAD - DOT, LINE_SIZE)
            rows[edge.label, side] = Row(label=edge.label, text=text, side=side)
        if target not in rows[edge.label, side].targets:
            rows[edge.label, side].targets.append(target)
    return list(rows.values())


def _alike(
    nodes: Iterable[Node], leaving: Mapping[Key, Sequence[Edge]], arriving: Mapping[Key, Sequence[Edge]]
) -> Iterator[Sequence[Node]]:
    """The objects of each box."""
    groups: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        key = node.key
        out = frozenset((edge.label, edge.target) for edge in leaving[key])
        into = frozenset((edge.label, edge.source) for edge in arriving[key])
        workload = key if key.kind in TEMPLATES else None  # which containers it has is worth a box of its own
        groups[key.group, key.kind, key.namespace, node.state, node.remark, out, into, workload].append(node)
    for alike in groups.values():
        most = len(alike) if leaving[alike[0].key] or arriving[alike[0].key] else _MOST_ALIKE
        step = most if len(alike) >= _FEWEST_ALIKE else 1
        yield from (alike[start : start + step] for start in range(0, len(alike), step))
