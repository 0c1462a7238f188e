"""What names the items of a list."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.lists import find, item_labels, labels

A, B = {"name": "a"}, {"name": "b"}


@pytest.mark.parametrize(
    ("name", "items", "called"),
    [
        ("env", [A, B, A, A], ["a", "b", "a#2", "a#3"]),
        ("env", [A, {}], ["0", "1"]),
        ("env", [A, {"name": "b]"}], ["0", "1"]),
        ("volumeMounts", [{"mountPath": "/a", "name": "v"}, {"mountPath": "/b", "name": "v"}], ["/a", "/b"]),
        ("metrics", [{"type": "R", "resource": {"name": name}} for name in ("cpu", "memory")], ["R/cpu", "R/memory"]),
        ("metrics", [{"type": "External", "external": {"metric": {"name": "q"}}}], ["External/q"]),
        ("ports", [{"containerPort": 80, "name": "http"}], ["80"]),
        ("ports", [{"port": 80, "protocol": "TCP"}, {"port": 80, "protocol": "UDP"}], ["80", "80/UDP"]),
        ("ports", [{"name": "http"}], ["http"]),
        ("tolerations", [{"operator": "Exists"}], ["Exists"]),
        ("rules", [{"apiGroups": [""]}], ["0"]),
        ("clusterResourceWhitelist", [{"group": "", "kind": "Namespace"}], ["Namespace"]),
        ("syncOptions", ["a=b", "c=d"], ["a=b", "c=d"]),
        ("egress", [{"to": []}], ["0"]),
        ("args", ["a", "b"], ["0", "1"]),
        ("others", [A, B], ["a", "b"]),
        ("others", [A, A], ["0", "1"]),
        ("others", [A, {}], ["0", "1"]),
        ("others", [], []),
    ],
)
def test_what_items_are_called(name: str, items: list[Any], called: list[str]) -> None:
    assert item_labels(name, items) == called
    assert [find(name, items, label) for label in called] == [*range(len(items))]


def test_two_lists_are_called_by_one_rule() -> None:
    assert labels("others", [A], [B, A]) == (["a"], ["b", "a"])
    assert labels("others", [A], [B, {}]) is None


def test_a_field_that_several_items_have_finds_none() -> None:
    ports = [{"port": 80}, {"port": 80, "protocol": "UDP"}, {"port": 443}]

    assert find("ports", ports, "80") == 0, "it is the label of the first"
    assert find("ports", ports[1:], "80") == 0, "one alone has it"
    assert find("rules", [{"host": "a", "path": "/"}, {"host": "b", "path": "/"}], "/") is None


def test_of_several_with_one_name_the_first_is_found() -> None:
    mounts = [{"name": "v", "mountPath": "/b"}, {"name": "v", "mountPath": "/a"}]

    assert find("volumeMounts", mounts, "v") == 0
