"""Two versions of an object, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.diff import ABSENT, compare, items, leaves

A, B, C = ({"name": name, "value": name.lower()} for name in "ABC")


def pod(**fields: Any) -> dict[str, Any]:
    return {"spec": {"containers": [{"name": "app", **fields}]}}


def fields(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [change.field for change in compare(old, new)]


def test_an_inserted_variable_is_one_change() -> None:
    [change] = compare(pod(env=[A, C]), pod(env=[A, B, C]))

    assert (change.field, change.old, change.new) == ("spec.containers[app].env[B]", ABSENT, B)


def test_a_variable_that_changes_is_the_change_of_its_value() -> None:
    [change] = compare(pod(env=[A, B]), pod(env=[A, B | {"value": "x"}]))

    assert (change.field, change.old, change.new) == ("spec.containers[app].env[B].value", "b", "x")


def test_an_inserted_container_leaves_the_others_alone() -> None:
    old = {"containers": [{"name": "app"}]}

    assert fields(old, {"containers": [{"name": "proxy"}, {"name": "app"}]}) == ["containers[proxy]"]


def test_ports_of_one_number_differ_by_their_protocol() -> None:
    tcp, udp = {"containerPort": 53}, {"containerPort": 53, "protocol": "UDP"}

    assert fields(pod(ports=[tcp]), pod(ports=[udp, tcp])) == ["spec.containers[app].ports[53/UDP]"]


def test_a_protocol_that_is_the_default_is_the_same_port() -> None:
    assert fields({"ports": [{"port": 80}]}, {"ports": [{"port": 80, "protocol": "TCP"}]}) == ["ports[80].protocol"]


def test_a_port_of_a_service_may_change_its_name() -> None:
    assert fields({"ports": [{"port": 80, "name": "a"}]}, {"ports": [{"port": 80, "name": "b"}]}) == ["ports[80].name"]


def test_another_order_is_said_once() -> None:
    [change] = compare(pod(env=[A, B]), pod(env=[B, A]))

    assert (change.field, change.order, change.old, change.new) == (
        "spec.containers[app].env",
        True,
        ["A", "B"],
        ["B", "A"],
    )


@pytest.mark.parametrize(("name", "a", "b"), [("syncOptions", "a", "b"), ("egress", {"to": [1]}, {"to": [2]})])
def test_sets_have_no_order(name: str, a: Any, b: Any) -> None:
    assert compare({name: [a, b]}, {name: [b, a]}) == []


def test_items_of_a_set_without_a_name_are_shown_by_their_index() -> None:
    a, b, c = ({"to": [number]} for number in range(3))
    changes = compare({"egress": [a, b]}, {"egress": [c, b]})

    assert [(change.field, change.old, change.new) for change in changes] == [
        ("egress[0]", a, ABSENT),
        ("egress[0]", ABSENT, c),
    ]


def test_two_variables_of_one_name_are_told_apart() -> None:
    assert fields(pod(env=[A, A]), pod(env=[A, A | {"value": "x"}])) == ["spec.containers[app].env[A#2].value"]


def test_lists_without_a_key_are_compared_whole() -> None:
    [change] = compare(pod(args=["a", "b"]), pod(args=["a"]))

    assert (change.old, change.new) == (["a", "b"], ["a"])


def test_items_that_lack_their_key_are_compared_whole() -> None:
    assert fields(pod(env=[A, {}]), pod(env=[A])) == ["spec.containers[app].env"]


@pytest.mark.parametrize(("old", "new"), [(1, True), (1, 1.0), ("1", 1), ([1], [True]), ({"a": []}, {"a": {}})])
def test_what_is_not_the_same_in_yaml_differs(old: Any, new: Any) -> None:
    assert len(compare({"a": old}, {"a": new})) == 1


def test_what_is_the_same_does_not_differ() -> None:
    assert compare(pod(env=[A], args=[{"a": [1]}]), pod(env=[A], args=[{"a": [1]}])) == []


def test_leaves_of_an_added_container_are_its_fields() -> None:
    [change] = compare({"containers": []}, {"containers": [{"name": "app", "env": [A]}]})

    assert [leaf.field for leaf in leaves(change)] == [
        "containers[app].env[A].name",
        "containers[app].env[A].value",
        "containers[app].name",
    ]


def test_leaves_of_a_list_without_a_key_are_the_list() -> None:
    [change] = compare({}, {"args": ["a"]})

    assert list(leaves(change)) == [change]


def test_items_of_a_list_that_goes() -> None:
    [change] = compare({"finalizers": ["a", "b"]}, {})

    assert [(item.field, item.old) for item in items(change)] == [("finalizers[a]", "a"), ("finalizers[b]", "b")]
