"""The tables of functions."""

from __future__ import annotations

from plainsail.schemas.cel.functions import functions, methods, operators
from plainsail.schemas.cel.types import read


def test_every_form_of_a_function_is_there() -> None:
    assert {signature.takes for signature in methods()["containsIP"]} == {
        (read("cidr"), read("string")),
        (read("cidr"), read("ip")),
    }
    assert len(functions()["size"]) == 4
    assert functions()["format.uri"][0].takes == ()


def test_numbers_of_different_types_are_compared_and_not_added() -> None:
    mixed = (read("int"), read("double"))

    assert mixed in {signature.takes for signature in operators()["<"]}
    assert mixed not in {signature.takes for signature in operators()["+"]}
