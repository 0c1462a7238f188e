"""Findings that are meant, as settings say it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import Environment, SettingsError, Waiver, change, remove

PLACE = "Deployment/backend app"


class Base(Environment):
    """An app that waives in each form."""

    waivers = {
        "all-of-it": "it is meant",
        "one-place": Waiver("it is meant there", only=[PLACE]),
        "two-reasons": [Waiver("one", only=["Job/a"]), Waiver("another", only=["Job/b spec.suspend"])],
    }


def waivers(value: Any) -> Any:
    """What a layer below makes of them."""
    return vars(type("Staging", (Base,), {"waivers": value}))["waivers"]


def test_a_layer_adds_changes_and_removes_waivers_as_those_of_any_mapping() -> None:
    changes = {"all-of-it": remove, "one-place": change(only=["Job/c"]), "new": Waiver("why")}

    assert waivers(change(changes)) == {
        "one-place": Waiver("it is meant there", only=["Job/c"]),
        "two-reasons": Base.waivers["two-reasons"],
        "new": Waiver("why"),
    }


@pytest.mark.parametrize("place", ["Deployment/backend", PLACE, "CronJob/{app}-sync spec.schedule", "odd/a.b c d"])
def test_a_place_is_an_object_or_a_part_of_one(place: str) -> None:
    assert Waiver("why", only=[place]).only == (place,)


@pytest.mark.parametrize("place", ["backend", "Deployment/", "Deployment/backend ", "/a", ""])
def test_what_names_no_object_is_none(place: str) -> None:
    with pytest.raises(SettingsError, match=r"^only\[0\]='.*' names no object; write it as findings do: "):
        Waiver("why", only=[place])


def test_no_place_at_all_is_a_mistake_and_not_the_whole_app() -> None:
    with pytest.raises(SettingsError, match=r"^only=\[\] waives nothing; name places, or leave it out"):
        Waiver("why", only=[])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"a": 5}, "a=5 is not text; put it in quotes"),
        ({"a": ["why"]}, "a[0]='why' is not Waiver; write Waiver(...)"),
        ({"a": [Waiver("why"), 5]}, "a[1]=5 is not Waiver; write Waiver(...)"),
    ],
)
def test_what_is_no_waiver_is_told_where_it_stands(value: object, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        waivers(value)

    assert error.value.message == told
