"""Where a value of a type may stand."""

from __future__ import annotations

import pytest

from plainsail.schemas.cel.types import bound, fits, read


@pytest.mark.parametrize(
    ("wanted", "given", "sound"),
    [
        ("int", "int", True),
        ("int", "string", False),
        ("int", "dyn", True),
        ("list<A>", "list<int>", True),
        ("list<int>", "list<string>", False),
        ("map<string,A>", "map<string,int>", True),
        ("string", "null", False),
        ("timestamp", "null", True),
    ],
)
def test_fits(wanted: str, given: str, *, sound: bool) -> None:
    assert fits(read(wanted), read(given), {}) is sound


def test_a_letter_is_the_same_type_everywhere() -> None:
    bindings = {"A": read("int")}

    assert not fits(read("A"), read("string"), bindings)
    assert bound(read("list<A>"), bindings) == read("list<int>")
