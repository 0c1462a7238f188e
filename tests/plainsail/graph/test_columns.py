"""Every kind has a column."""

from __future__ import annotations

from constructs_lib.kubernetes.objects import Key
from plainsail.graph.columns import TITLES, column_of
from plainsail.manifests.pods import TEMPLATES


def test_requests_come_in_at_the_left_and_what_pods_are_given_stands_at_the_right() -> None:
    way = ("Ingress", "Service", "Deployment", "Secret", "ExternalSecret")

    assert [column_of(Key("", kind, None, "a")) for kind in way] == [0, 1, 2, 3, 4]


def test_every_workload_stands_among_the_workloads() -> None:
    assert {column_of(Key("", kind, None, "a")) for kind in TEMPLATES} == {TITLES.index("workloads")}


def test_a_kind_that_nobody_knows_stands_in_the_last_column() -> None:
    assert column_of(Key("example.com", "Widget", None, "a")) == len(TITLES) - 1
