"""Rendered YAML is read as kubectl reads it, and a mistake in it has a place."""

import pytest

from plainsail.yaml_reader import UnreadableYaml, load_all


def test_the_objects_of_a_file_in_order() -> None:
    """Empty documents say nothing."""
    assert load_all("---\na: 1\n---\n# nothing\n---\nb: [x]\n---\n") == [{"a": 1}, {"b": ["x"]}]


def test_an_empty_file_holds_nothing() -> None:
    """Nor is it a mistake."""
    assert load_all("") == []


def test_a_date_is_text() -> None:
    """Kubernetes knows no dates, even if they look like one that cannot be."""
    assert load_all("a: 2001-01-01\nb: 2001-99-99\n") == [{"a": "2001-01-01", "b": "2001-99-99"}]


def test_an_equals_sign_is_text() -> None:
    """PyYAML alone stumbles over it."""
    assert load_all("enum: [=, !=]".replace("!=", "'!='")) == [{"enum": ["=", "!="]}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: c: d\n", "line 2, column 5: mapping values are not allowed in this context"),
        ("a: [1\n", "line 2, column 1: while parsing a flow sequence, did not find expected ',' or ']'"),
        ("a: 1\n---\n- x\n", "line 3, column 1: a list where an object is expected"),
        ("\n5\n", "line 2, column 1: a value where an object is expected"),
        ("a: !x y\n", "line 1, column 4: could not determine a constructor for the tag '!x'"),
        ("a: *b\n", "line 1, column 4: found undefined alias"),
        ("a: é\nb: é\x07\n", "line 2, column 5: U+0007 is a control character; remove it"),
        ("a: 1\nb: \ud800\n", "line 2, column 4: half of a surrogate pair; remove it"),
        ("a: 1\n---\nb: !!bool x\n", "line 3, column 1: a value in this document is broken ('x')"),
    ],
)
def test_a_mistake_has_a_line_and_a_column(text: str, told: str) -> None:
    """The reader of the message can go there."""
    with pytest.raises(UnreadableYaml) as caught:
        load_all(text)

    assert str(caught.value) == told
