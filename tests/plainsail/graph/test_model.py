"""The graph in words."""

from __future__ import annotations

from constructs_lib.kubernetes.objects import Key
from plainsail.graph import Edge, Graph, Node

POD, SECRET, ALONE = (Key("", kind, "shop", "a") for kind in ("Pod", "Secret", "ConfigMap"))
NODES = [
    Node(key=ALONE),
    Node(key=POD),
    Node(key=SECRET, state="made", remark="made by ExternalSecret/a"),
]


def test_each_relation_is_a_sentence_and_so_is_what_stands_alone() -> None:
    graph = Graph(NODES, [Edge(source=POD, target=SECRET, label="env")])

    assert list(graph.sentences()) == ["Pod/a: env Secret/a (made by ExternalSecret/a)", "ConfigMap/a"]


def test_the_summary_counts_by_state_and_names_what_is_missing() -> None:
    missing = [Node(key=Key("", "Secret", None, name), state="missing", remark="missing") for name in ("x", "y")]

    assert Graph(NODES, []).summary() == "2 here, 1 made by these"
    assert Graph(missing, []).summary() == "2 missing; missing: Secret/x, Secret/y"
    assert Graph([], []).summary() == "no objects"
