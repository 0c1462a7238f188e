"""What all formats for people share."""

from __future__ import annotations

from plainsail.plan.formats.words import one_line, several_lines
from tests.plainsail.plan.planted import files, manifest, planned


def row_of(old: object, new: object) -> tuple[str | None, list[tuple[str, str]]]:
    sides = ({} if each is None else {"a": each} for each in (old, new))
    before, after = (manifest("ConfigMap", data=side) for side in sides)
    [entry] = planned(files(before), files(after)).entries
    return one_line(entry.rows[0]), list(several_lines(entry.rows[0], 40))


def test_one_line() -> None:
    assert row_of("x", "z") == ("x → z", [("-", "x"), ("+", "z")])


def test_a_field_that_comes_or_goes() -> None:
    assert row_of(None, "z") == ("z", [("+", "z")])
    assert row_of("x", None) == ("x", [("-", "x")])


def test_a_long_text_is_cut_with_a_count() -> None:
    line, found = row_of("".join(f"{n}\n" for n in range(30)), "x\n")

    assert line is None
    assert found[-1] == (" ", "and 19 more lines")


def test_what_is_hidden_in_part_is_said_to_change() -> None:
    assert row_of("x://a:Pa55-one@b", "x://a:Pa55-two@b")[0] == "(changed)"
