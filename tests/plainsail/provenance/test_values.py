"""What stands at a path, and in what two environments differ."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import Compute, Environment, Hpa, change
from plainsail.provenance import UNKNOWN, SettingPath, differences, format_setting, leaves
from plainsail.provenance.values import descend
from tests.samples.values import Least


class Small(Least):
    """Does not scale."""

    env = {"A": "1", "B": "2"}


class Large(Small):
    """Scales."""

    hpa = Hpa(max_replicas=9, target_cpu_utilization_percentage=70)
    env = change({"A": "0", "C": "3"})


@pytest.fixture
def small() -> Small:
    return Small(app="app", env="staging")


@pytest.fixture
def large() -> Large:
    return Large(app="app", env="production")


def test_what_differs_has_both_values_in_the_order_of_the_vocabulary(small: Small, large: Large) -> None:
    rows = {format_setting(path): values for path, *values in differences(small, large)}

    assert list(rows)[:3] == ["env.A", "env.C", "hpa"]
    assert (rows["env.A"], rows["env.C"]) == (["1", "0"], [UNKNOWN, "3"])
    assert (rows["hpa"], rows["hpa.max_replicas"]) == ([None, large.hpa], [UNKNOWN, 9])


def test_of_what_is_empty_on_one_side_the_entries_alone_differ(small: Environment) -> None:
    """`env (not set)` beside an entry of `env` would contradict it."""
    assert list(differences(small, Least(app="app", env="staging"))) == [
        (("env", "A"), "1", UNKNOWN),
        (("env", "B"), "2", UNKNOWN),
    ]


def test_what_only_the_first_has_is_a_difference_too(small: Small, large: Large) -> None:
    rows = {path: values for path, *values in differences(large, small)}

    assert (rows["env", "C"], rows["hpa", "max_replicas"]) == (["3", UNKNOWN], [9, UNKNOWN])


def test_an_environment_does_not_differ_from_itself(large: Environment) -> None:
    assert list(differences(large, large)) == []


def test_every_leaf_is_what_stands_at_its_path(large: Environment) -> None:
    paths = dict(leaves(large))

    assert paths["hpa", "max_replicas"] == 9
    assert ("hpa",) not in paths
    assert all(descend(getattr(large, str(path[0])), path[1:]) == value for path, value in paths.items())


@pytest.mark.parametrize(
    ("value", "path", "result"),
    [
        ({"a": [1, 2]}, ("a", 1), 2),
        ({"a": [1, 2]}, ("a", 2), UNKNOWN),
        ({"a": 1}, ("a", "b"), UNKNOWN),
        (Compute(cpu="1"), ("cpu",), "1"),
        (Compute(cpu="1"), ("gpu",), UNKNOWN),
        (change({"a": change(b=1)}), ("a", "b"), 1),
        (change(a=1), ("b",), UNKNOWN),
        ("text", (0,), UNKNOWN),
        (7, (), 7),
    ],
)
def test_what_is_not_there_is_unknown(value: Any, path: SettingPath, result: Any) -> None:
    assert descend(value, path) == result
