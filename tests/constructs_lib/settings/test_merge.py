"""`merge({...})`: a layer of a chart's values, with Helm's own rule, wherever it stands in the hierarchy."""

from __future__ import annotations

import pytest

from constructs_lib.settings import SettingsError, change, merge, remove
from constructs_lib.settings.values import thaw
from tests.rendered import environment
from tests.samples.helm_release import LeastHelmRelease


class Base(LeastHelmRelease):
    values = {"global": {"host": "a", "tls": True}, "list": [1, 2], "kept": 1}


class MixIn(LeastHelmRelease):
    values = merge({"global": {"host": "mixed"}, "more": {"x": 1}})


def values(kind: type[LeastHelmRelease]) -> object:
    return thaw(environment(kind).values)


def test_maps_merge_and_all_else_replaces() -> None:
    class Staging(Base):
        values = merge({"global": {"tls": None}, "list": [3], "kept": {"now": "a map"}})

    expected = {"global": {"host": "a", "tls": None}, "list": [3], "kept": {"now": "a map"}}
    assert values(Staging) == expected


def test_a_mix_in_composes_with_any_base_in_the_order_of_classes() -> None:
    class Staging(MixIn, Base):
        values = merge({"more": {"y": 2}})

    class Production(Base, MixIn):
        pass

    assert values(Staging) == {
        "global": {"host": "mixed", "tls": True},
        "list": [1, 2],
        "kept": 1,
        "more": {"x": 1, "y": 2},
    }
    assert values(Production) == values(Base)


def test_it_stands_beside_changes_and_above_them() -> None:
    class Staging(Base):
        values = change({"global": change({"host": "b"}), "kept": remove})

    class Later(Staging):
        values = merge({"global": {"host": "c"}})

    class Last(Later):
        values = change({"list": [9]})

    assert values(Last) == {"global": {"host": "c", "tls": True}, "list": [9]}


def test_without_a_value_above_it_is_the_value() -> None:
    class Own(LeastHelmRelease):
        defaults = merge({"a": {"b": 1}})

    assert environment(Own).defaults == {"a": {"b": 1}}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([1], r"merge\(\[1\]\) is no mapping; write merge\({...}\)"),
        ({"a": change({"b": 1})}, "mean nothing within merge"),
        ({"a": {"b": remove}}, "mean nothing within merge"),
    ],
)
def test_what_is_no_layer_is_refused(said: object, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        merge(said)  # type: ignore[arg-type]


def test_it_merges_into_mappings_alone() -> None:
    with pytest.raises(SettingsError, match=r"namespace=Namespace\(...\) is no mapping to merge into"):
        environment(LeastHelmRelease, namespace=merge({"name": "x"}))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"a": {"b": object}}, "which is neither text, number"),
        ({"a": {1: 2}}, "holds the key 1, which is not text"),
        ({"n": 2**60}, "is more than Helm keeps of a number; write it as text"),
    ],
)
def test_values_are_what_a_file_can_hold(said: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        environment(Base, values=merge(said))


@pytest.mark.parametrize("name", ["A", "a_b", "a" * 54, "-a"])
def test_a_name_that_helm_refuses_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="is no name of a release"):
        environment(LeastHelmRelease, release_name=name)
