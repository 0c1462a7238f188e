"""The picture: one SVG element that a page holds, whose text can be searched and whose nodes can be linked to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from constructs_lib.kubernetes.objects import Key
from plainsail.graph.boxes import KIND_SIZE, LINE_SIZE, NAME_SIZE, PAD, SPACING, WIDTH, Box, boxes_of
from plainsail.graph.model import Graph, Node
from plainsail.graph.place import GAP, LOOP, Layout, Point, Wire, laid_out
from plainsail.graph.relations import graph_of
from plainsail.terminal import printable

_INK, _MUTED, _LINE = "var(--ink,#1f2328)", "var(--muted,#59636e)", "var(--line,#c8ced6)"
_BAD, _PAPER, _ACCENT = "var(--bad,#b42318)", "var(--paper,#fff)", "var(--accent,#0969da)"
STYLE = (
    f".plainsail-graph{{font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:{LINE_SIZE:g}px;"
    f"fill:{_INK}}}"
    f".plainsail-graph .box{{fill:{_PAPER};stroke:{_LINE};stroke-width:1.2}}"
    f".plainsail-graph .kind{{font-size:{KIND_SIZE:g}px;letter-spacing:{SPACING}px;fill:{_MUTED}}}"
    f".plainsail-graph .name{{font-size:{NAME_SIZE:g}px;font-weight:600}}"
    f".plainsail-graph .line,.plainsail-graph .title{{fill:{_MUTED}}}"
    f".plainsail-graph .edge{{fill:none;stroke:{_MUTED};stroke-width:1.2;stroke-opacity:.75}}"
    f".plainsail-graph .dot,.plainsail-graph .tip{{fill:{_MUTED}}}"
    f".plainsail-graph .made .box{{stroke:{_MUTED};stroke-dasharray:5 3}}"
    f".plainsail-graph .edge.made{{stroke-dasharray:5 3}}"
    f".plainsail-graph .outside .box{{fill:none}}"
    f".plainsail-graph .outside .name{{fill:{_MUTED}}}"
    f".plainsail-graph .missing .box{{stroke:{_BAD};stroke-width:2}}"
    f".plainsail-graph .missing .name,.plainsail-graph .missing .line{{fill:{_BAD}}}"
    f".plainsail-graph .edge.missing{{stroke:{_BAD};stroke-opacity:1}}"
    f".plainsail-graph .tip.missing{{fill:{_BAD}}}"
    f".plainsail-graph .node{{cursor:pointer}}"
    f".plainsail-graph .node:hover>.box,.plainsail-graph .node:target>.box{{stroke:{_ACCENT};stroke-width:2}}"
    f".plainsail-graph .node:focus{{outline:none}}"
    f".plainsail-graph .node:focus-visible>.box{{stroke:{_ACCENT};stroke-width:3}}"
    f".plainsail-graph .member .name{{font-weight:400}}"
    f".plainsail-graph .member:hover .name,.plainsail-graph .member:focus-visible .name{{fill:{_ACCENT};"
    f"text-decoration:underline}}"
)
"""How the parts look, in colours of the page: for a page that holds several pictures, to be said there once."""


def draw(
    objects: Sequence[Mapping[str, Any]],
    *,
    title: str,
    prefix: str = "",
    complete: bool = True,
    style: bool = True,
) -> str:
    """The picture of objects, plain data of any shape, as one `<svg>` element.

    Each object is a button of the group `id="node-<Kind>-<name>"`, with `data-object="Kind/name"`; each edge says what
    it joins in `data-from` and `data-to`. `prefix` stands before every id, for pages that hold several pictures.
    `complete` is what `graph_of` means by it. `style=False` leaves `STYLE` to the page.
    """
    return picture(graph_of(objects, complete=complete), title=title, prefix=prefix, style=style)


def picture(graph: Graph, *, title: str, prefix: str = "", style: bool = True) -> str:
    """The picture of a graph."""
    boxes = boxes_of(graph)
    layout = laid_out(boxes)
    ids = _ids(graph.nodes, prefix)
    size = f'width="{layout.width}" height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}"'
    name = _said(title)
    # No image to a reader of screens: within one, nothing could be reached and pressed.
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plainsail-graph" role="group" aria-label="{name}" {size}>',
        f"<title>{name}</title><desc>{_said(graph.summary())}</desc>",
        f"<style>{STYLE}</style>" if style else "",
        *(f'<text class="title" x="{x}" y="{y}">{_said(text)}</text>' for text, (x, y) in layout.titles),
        *(_wire(wire, ids) for wire in layout.wires),
        *(_box(box, layout, ids) for box in sorted(boxes, key=lambda box: layout.places[box])),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _ids(nodes: Sequence[Node], prefix: str) -> dict[Key, str]:
    """An id for each node: signs that no address holds are left out, and of one id the second has a number."""
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for node in nodes:
        stem = f"{prefix}node-{_plain(node.key.kind)}-{_plain(node.key.name)}"
        choice, count = stem, 1
        while choice in taken:
            count += 1
            choice = f"{stem}-{count}"
        taken.add(choice)
        ids[node.key] = choice
    return ids


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "_", text)


def _said(text: str) -> str:
    return escape(printable(text))


def _box(box: Box, layout: Layout, ids: Mapping[Key, str]) -> str:
    x, y = layout.places[box]
    frame = f'<rect class="box" width="{WIDTH}" height="{box.height}" rx="8"/>'
    kind = f'<text class="kind" x="{PAD}" y="17">{_said(box.kind)}</text>'
    names = [f'<tspan x="{PAD}" y="{box.name_line(i)}">{_said(name)}</tspan>' for i, name in enumerate(box.names)]
    rest = "".join((*_lines(box), *_rows(box)))
    place = f'transform="translate({x},{y})"'
    if len(box.nodes) == 1:
        # One text, so that a name in two lines is found by a search.
        name = f'<text class="name">{"".join(names)}</text>'
        button = _button(box.node, ids, box.node.state)
        return f"<g {button} {place}>{_title(box.node)}{frame}{kind}{name}{rest}</g>"
    members = (
        f'<g {_button(node, ids, "member")}>{_title(node)}<text class="name">{name}</text></g>'
        for node, name in zip(box.nodes, names, strict=True)
    )
    return f'<g class="stack {box.node.state}" {place}>{frame}{kind}{"".join(members)}{rest}</g>'


def _button(node: Node, ids: Mapping[Key, str], state: str) -> str:
    """Its title is its name to a reader of screens."""
    shown = _said(str(node.key))
    return f'id="{_said(ids[node.key])}" class="node {state}" data-object="{shown}" tabindex="0" role="button"'


def _title(node: Node) -> str:
    """All that a box might have to shorten."""
    remark = f", {node.remark}" if node.remark else ""
    space = f" in {node.key.namespace}" if node.key.namespace else ""
    return f"<title>{_said('; '.join((f'{node.key}{remark}{space}', *node.lines)))}</title>"


def _lines(box: Box) -> Iterator[str]:
    for index, line in enumerate(box.lines):
        yield f'<text class="line" x="{PAD}" y="{box.line(index)}">{_said(line)}</text>'


def _rows(box: Box) -> Iterator[str]:
    for row in box.rows:
        y, right = box.row(row), row.side == "right"
        place = f'x="{WIDTH - PAD}" text-anchor="end"' if right else f'x="{PAD}"'
        yield f'<text class="reference" {place} y="{y + 4}">{_said(row.text)}</text>'
        yield f'<circle class="dot" cx="{WIDTH if right else 0}" cy="{y}" r="2.5"/>'


def _wire(wire: Wire, ids: Mapping[Key, str]) -> str:
    source, target = wire.source.node, wire.target.node
    state = target.state if target.state in ("made", "missing") else ""
    told = f"{source.key}: {wire.row.label} {target.key}" + (f" ({target.remark})" if target.remark else "")
    kind = f'class="edge {state}"' if state else 'class="edge"'
    ends = f'data-from="{_said(ids[source.key])}" data-to="{_said(ids[target.key])}"'
    x, y = wire.points[-1]
    leftwards = wire.row.side == "left" or wire.turns_back
    tip = f"M{x},{y}l{8 if leftwards else -8},-4v8z"
    of_tip = f"tip {state}" if state else "tip"
    return (
        f'<g class="relation"><title>{_said(told)}</title><path {kind} {ends} d="{_path(wire)}"/>'
        f'<path class="{of_tip}" d="{tip}"/></g>'
    )


def _path(wire: Wire) -> str:
    """Curves between columns, straight through them; within a column, out at the right and back."""
    points = wire.points
    if wire.turns_back:
        (x, y), (_, end) = points
        out = min(LOOP, GAP) - 4
        return f"M{x},{y}C{x + out},{y} {x + out},{end} {x + 8},{end}"
    parts = [f"M{points[0][0]},{points[0][1]}"]
    curved = True
    for before, point in pairwise(points):
        parts.append(_curve(before, point, last=point == points[-1]) if curved else f"H{point[0]}")
        curved = not curved
    return "".join(parts)


def _curve(before: Point, point: Point, *, last: bool) -> str:
    (x, y), (end, height) = before, point
    step = 8 if end > x else -8
    stop = end - step if last else end  # the tip takes the rest
    middle = (x + end) // 2
    return f"C{middle},{y} {middle},{height} {stop},{height}"
