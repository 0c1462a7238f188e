"""No box lies on another, no text leaves its box, no edge runs behind one."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from types import FrameType
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import draw, graph_of
from plainsail.graph.boxes import KIND_SIZE, LINE_SIZE, NAME_SIZE, PAD, SPACING, WIDTH, Box, boxes_of
from plainsail.graph.place import Layout, Point, Wire, laid_out
from plainsail.graph.text import width
from tests.plainsail.graph.small import an, blog, workload

ROOM = WIDTH - 2 * PAD


def tangle(seed: int, count: int = 12) -> list[Document]:
    """Workloads that read at random, behind Ingresses that lead anywhere."""
    choose = random.Random(seed)  # noqa: S311
    names = [f"{choose.choice(['a', 'some-longer-name', 'w' * 40])}-{i}" for i in range(count)]
    objects: list[Document] = []
    for name in names:
        volumes: list[dict[str, Any]] = [
            {"name": f"v{i}", "secret": {"secretName": choose.choice(names)}} for i in range(choose.randrange(4))
        ]
        objects += [workload(name=name, pod={"volumes": volumes, "serviceAccountName": choose.choice(names)})]
        tls = [{"secretName": choose.choice(names)}]
        backend = {"service": {"name": choose.choice(names), "port": {"number": 80}}}
        objects += [an("Ingress", name, {"ingressClassName": "c", "tls": tls, "defaultBackend": backend})]
        store = {"kind": choose.choice(["SecretStore", "ClusterSecretStore"]), "name": choose.choice(names)}
        objects += [an("ExternalSecret", name, {"secretStoreRef": store}), an("Widget", name)]
    return objects


SETS = {"blog": blog(), **{f"tangle {seed}": tangle(seed) for seed in range(4)}}


@pytest.fixture(params=list(SETS))
def layout(request: pytest.FixtureRequest) -> Layout:
    return laid_out(boxes_of(graph_of(SETS[request.param])))


def test_no_box_lies_on_another(layout: Layout) -> None:
    for (one, (x, y)), (other, (left, top)) in combinations(layout.places.items(), 2):
        apart = x + WIDTH <= left or left + WIDTH <= x or y + one.height <= top or top + other.height <= y
        assert apart, (one.node.key, other.node.key)


def test_every_box_lies_within_the_picture_and_the_picture_fits_a_page(layout: Layout) -> None:
    for box, (x, y) in layout.places.items():
        assert x >= 0 <= y
        assert x + WIDTH <= layout.width
        assert y + box.height <= layout.height
    assert layout.width <= 1200


def test_no_text_leaves_its_box(layout: Layout) -> None:
    for box in layout.places:
        assert width(box.kind, KIND_SIZE) + SPACING * len(box.kind) <= ROOM
        assert all(width(name, NAME_SIZE, bold=True) <= ROOM for name in box.names)
        assert all(width(line, LINE_SIZE) <= ROOM for line in (*box.lines, *(row.text for row in box.rows)))
        last = max([box.name_line(len(box.names) - 1), *(box.line(i) for i in range(len(box.lines)))])
        assert max([last, *(box.row(row) + 6 for row in box.rows)]) < box.height


def test_no_line_of_a_box_lies_on_another(layout: Layout) -> None:
    for box in layout.places:
        baselines = [box.name_line(i) for i in range(len(box.names))]
        baselines += [box.line(i) for i in range(len(box.lines))] + [box.row(row) + 4 for row in box.rows]

        assert all(below - above >= 12 for above, below in pairwise(baselines))


def test_no_edge_runs_behind_a_box(layout: Layout) -> None:
    places = list(layout.places.items())
    for wire in layout.wires:
        for x, y in _along(wire):
            for box, (left, top) in places:
                inside = left < x < left + WIDTH and top < y < top + box.height
                assert not inside, (wire.source.node.key, wire.target.node.key, box.node.key)


def _along(wire: Wire) -> Iterator[tuple[float, float]]:
    """Points of the drawn way: level through columns, curved between them."""
    if wire.turns_back:
        return
    for index, ((x, y), (end, height)) in enumerate(pairwise(wire.points)):
        for step in range(1, 12):
            t = step / 12
            rises = 3 * t * t - 2 * t**3
            yield x + (end - x) * t, y + (height - y) * (rises if index % 2 == 0 else t)


def test_an_edge_curves_only_between_columns(layout: Layout) -> None:
    for wire in layout.wires:
        between = [(a, b) for a, b in zip(wire.points[::2], wire.points[1::2], strict=True)]
        within = list(zip(wire.points[1::2], wire.points[2::2], strict=False))

        assert all(abs(a[0] - b[0]) in (0, 50) for a, b in between)
        assert all(a[1] == b[1] for a, b in within)


def test_every_edge_begins_at_its_row_and_ends_at_its_target(layout: Layout) -> None:
    for wire in layout.wires:
        assert _touches(layout, wire.source, wire.points[0])
        assert _touches(layout, wire.target, wire.points[-1])
        assert wire.points[0][1] == layout.places[wire.source][1] + wire.source.row(wire.row)


def _touches(layout: Layout, box: Box, point: Point) -> bool:
    x, y = layout.places[box]
    return point[0] in (x, x + WIDTH) and y < point[1] < y + box.height


def test_columns_that_nothing_stands_in_take_no_room() -> None:
    layout = laid_out(boxes_of(graph_of([an("ExternalSecret")])))

    assert [text for text, _ in layout.titles] == ["what they use", "where that comes from"]
    assert layout.width < 500


def test_what_no_edge_meets_stands_below_the_rest() -> None:
    layout = laid_out(boxes_of(graph_of([an("ExternalSecret"), an("Namespace", "n"), an("LimitRange")])))
    alone = [y for box, (_, y) in layout.places.items() if not box.rows and box.kind in ("NAMESPACE", "LIMITRANGE")]
    rest = [y + box.height for box, (_, y) in layout.places.items() if box.kind.endswith("SECRET")]

    assert min(alone) > max(rest)


def test_ten_times_as_many_objects_take_about_ten_times_as_many_steps() -> None:
    few, many = (_calls([each for i in range(count) for each in _app(i)]) for count in (10, 100))

    assert many < 14 * few


def _app(number: int) -> Sequence[Document]:
    """Five objects of one app."""
    name, labels = f"app-{number}", {"app": f"app-{number}"}
    pod = {"serviceAccountName": name, "volumes": [{"name": "v", "configMap": {"name": name}}]}
    deployment = workload(name=name, pod=pod)
    deployment["spec"]["template"]["metadata"]["labels"] = labels
    service = an("Service", name, {"selector": labels})
    return [deployment, service, an("ConfigMap", name), an("ServiceAccount", name), an("LimitRange", name)]


def _calls(objects: Sequence[Document]) -> int:
    """How many functions are called to draw objects."""
    count = 0

    def called(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        draw(objects, title="many")
    finally:
        sys.setprofile(None)
    return count
