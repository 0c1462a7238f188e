"""What stands in a box."""

from __future__ import annotations

from plainsail.graph import graph_of
from plainsail.graph.boxes import Box, boxes_of
from tests.plainsail.graph.small import an, workload


def maps(count: int) -> list[Box]:
    return boxes_of(graph_of([an("ConfigMap", f"map-{i:02}") for i in range(count)]))


def test_a_reference_is_a_row_whatever_it_leads_to() -> None:
    volumes = [{"name": name, "secret": {"secretName": name}} for name in ("x", "y")]
    boxes = boxes_of(graph_of([workload(pod={"volumes": volumes, "serviceAccountName": "s"})]))
    deployment = next(box for box in boxes if box.kind == "DEPLOYMENT")

    assert [(row.label, row.side, len(row.targets)) for row in deployment.rows] == [
        ("volume", "right", 2),
        ("serviceAccountName", "right", 1),
    ]


def test_a_reference_to_the_left_leaves_at_the_left() -> None:
    boxes = boxes_of(graph_of([workload("StatefulSet", serviceName="x")]))

    assert [row.side for box in boxes for row in box.rows] == ["left"]


def test_objects_that_differ_in_their_names_alone_share_a_box() -> None:
    [box] = maps(4)

    assert box.kind == "CONFIGMAP ×4"  # noqa: RUF001
    assert box.names == ["map-00", "map-01", "map-02", "map-03"]
    assert len(maps(3)) == 3


def test_a_box_of_many_is_no_taller_than_a_page() -> None:
    assert [len(box.nodes) for box in maps(40)] == [16, 16, 8]


def test_what_is_read_by_others_stands_apart_from_what_is_not() -> None:
    volumes = [{"name": f"v{i}", "configMap": {"name": f"map-{i}"}} for i in range(4)]
    objects = [an("ConfigMap", f"map-{i}") for i in range(8)]

    boxes = boxes_of(graph_of([workload(pod={"volumes": volumes}), *objects]))

    assert sorted(len(box.nodes) for box in boxes) == [1, 4, 4]


def test_each_workload_has_a_box_of_its_own() -> None:
    boxes = boxes_of(graph_of([workload("Job", f"job-{i}") for i in range(6)]))

    assert len(boxes) == 6


def test_who_made_it_is_said_in_full_where_there_is_room() -> None:
    boxes = boxes_of(graph_of([an("ExternalSecret"), an("ExternalSecret", "a-name-that-is-rather-long")]))

    assert sorted(line for box in boxes for line in box.lines if line.startswith("made")) == [
        "made by ExternalSecret",
        "made by ExternalSecret/a",
    ]


def test_another_namespace_than_the_usual_one_is_said() -> None:
    spaces = ("shop", "shop", "edge")
    objects = [an("Service", f"s{i}", metadata={"namespace": space}) for i, space in enumerate(spaces)]

    assert [list(box.lines) for box in boxes_of(graph_of(objects))] == [[], [], ["in edge"]]
