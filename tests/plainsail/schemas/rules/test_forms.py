"""The module of the same name."""

from __future__ import annotations

import pytest

from plainsail.schemas.rules.forms import climbs, forms, misfit, needs, out_of_folder, twice
from plainsail.schemas.rules.together import Place, Refusal
from plainsail.schemas.rules.words import DNS_LABEL

PLACE = Place(35, {"kind": "Pod"}, ())


@pytest.mark.parametrize("text", ["", "A", "a" * 64, "a\n"])
def test_text_that_does_not_have_a_form(text: str) -> None:
    [refusal] = misfit(DNS_LABEL, text, "metadata", "name")

    assert refusal.field == ("metadata", "name")
    assert refusal.concern == "name"


def test_text_that_is_needed() -> None:
    rule = needs("a", "b", "c", concern="volume")

    assert [*rule({"a": "", "b": "x"}, PLACE)] == [
        Refusal(("a",), "a is required and empty", "volume"),
        Refusal(("c",), "c is required and missing", "volume"),
    ]


def test_form_of_fields_that_are_there() -> None:
    rule = forms("object", a=DNS_LABEL, b=DNS_LABEL)

    assert [(refusal.field, refusal.concern) for refusal in rule({"a": "A", "b": ""}, PLACE)] == [(("a",), "object")]


@pytest.mark.parametrize(
    ("path", "name", "message"),
    [
        ("/a", False, "'/a' begins with '/', where a path within the volume belongs"),
        ("a/..", False, "'a/..' leads out of the volume"),
        ("..a", True, "'..a' begins with '..', which the kubelet keeps for itself"),
    ],
)
def test_path_out_of_a_folder(path: str, name: bool, message: str) -> None:
    assert [refusal.message for refusal in out_of_folder(path, "path", name=name)] == [message]


def test_path_within_a_folder() -> None:
    assert not [*out_of_folder("..a/b", "path")]
    assert not climbs("a..b/c")


def test_items_that_were_there_before() -> None:
    assert list(twice(["a", "b", "a", "a"])) == [(2, "a"), (3, "a")]
