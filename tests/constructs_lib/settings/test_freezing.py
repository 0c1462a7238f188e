"""Mappings that cannot change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.settings import SettingsError
from constructs_lib.settings.values import FrozenDict, freeze, thaw


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(b=2),
        lambda it: it.pop("a"),
        lambda it: it.popitem(),
        lambda it: it.clear(),
        lambda it: it.setdefault("b", 2),
        lambda it: it.__setitem__("a", 2),
        lambda it: it.__delitem__("a"),
        lambda it: it.__ior__({"b": 2}),
    ],
    ids=["update", "pop", "popitem", "clear", "setdefault", "set", "delete", "|="],
)
def test_every_change_is_refused(change: Callable[[Any], object]) -> None:
    with pytest.raises(SettingsError):
        change(FrozenDict({"a": 1}))


def test_a_union_is_a_new_mapping() -> None:
    """`Base.env | {...}` is how people merge."""
    assert FrozenDict({"a": 1}) | {"b": 2} == {"a": 1, "b": 2}


def test_equal_mappings_have_one_hash() -> None:
    assert hash(FrozenDict({"a": 1, "b": 2})) == hash(FrozenDict({"b": 2, "a": 1}))


def test_freezing_and_thawing_go_to_the_bottom() -> None:
    value = {"a": [{"b": ["c"]}]}

    assert thaw(freeze(value)) == value
    assert isinstance(freeze(value)["a"][0], FrozenDict)
