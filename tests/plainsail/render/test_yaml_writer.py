"""YAML that people read in reviews: what is quoted, what is a block, and what is refused."""

import math
from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsail.render import yaml_writer
from plainsail.render.yaml_writer import UnwritableValue, dump
from tests.plainsail.render.test_yaml_strings import HARD, SAFE_TEXT


class Colour(StrEnum):
    RED = "yes"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("backend", "backend"),
        ("100m", "100m"),
        ("64Mi", "64Mi"),
        ("/tmp", "/tmp"),
        ("http", "http"),
        (":80", '":80"'),
        ("1.35", '"1.35"'),
        ("yes", '"yes"'),
        ("", '""'),
        ("0 7-15/2 * * 1-5", "0 7-15/2 * * 1-5"),
        ("*/5 * * * *", '"*/5 * * * *"'),
        ("external-secrets.io/v1", "external-secrets.io/v1"),
        ("https://example.org:8080/a?b=c#d", "https://example.org:8080/a?b=c#d"),
        ("registry.example.org/a/b:v1.2@sha256:0a", "registry.example.org/a/b:v1.2@sha256:0a"),
        ("--no-interaction", "--no-interaction"),
        ("$(POD_IP)", "$(POD_IP)"),
        ("{{ x }}", '"{{ x }}"'),
        ('{"a": 1}', "'{\"a\": 1}'"),
        ("café 😀", "café 😀"),
        ("a\tb", r'"a\tb"'),
        ("a\r\n", r'"a\r\n"'),
        ("\ufeffa", r'"\uFEFFa"'),
        ("a\u2028b", r'"a\Lb"'),
        ("it is all said on one line " * 9 + ".", "it is all said on one line " * 9 + "."),
    ],
)
def test_only_what_must_be_quoted_is_quoted(text: str, written: str) -> None:
    """People read this YAML in reviews."""
    assert dump({"a": text}) == f"---\na: {written}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb\n", "|\n  a\n  b\n"),
        ("a\nb", "|-\n  a\n  b\n"),
        (":80 {\n\troot * /app\n\n\tphp_server 🐘 \n}\n", "|\n  :80 {\n  \troot * /app\n\n  \tphp_server 🐘 \n  }\n"),
        ("---\n# a: b\n", "|\n  ---\n  # a: b\n"),
        ("a\n\t", '"a\\n\\t"\n'),
        (" a\nb\n", '" a\\nb\\n"\n'),
    ],
)
def test_lines_are_a_block(text: str, written: str) -> None:
    """A file in a ConfigMap looks like that file, tabs, emoji and all."""
    assert dump({"a": text}) == f"---\na: {written}"


def test_an_object_in_block_style_with_sorted_keys() -> None:
    """Empty collections are the only ones on a line."""
    document = {"b": [{"z": 1, "x": [True, None, 1.5]}, []], "a": {"z": {}}}

    assert dump(document) == "---\na:\n  z: {}\nb:\n- x:\n  - true\n  - null\n  - 1.5\n  z: 1\n- []\n"


def test_an_empty_object() -> None:
    """It still begins with the line that separates documents."""
    assert dump({}) == "---\n{}\n"


def test_a_value_that_is_used_twice_is_written_twice() -> None:
    """No aliases: kubectl knows them, reviewers do not."""
    shared = {"x": ["z"]}

    assert dump({"a": shared, "b": shared}) == "---\na:\n  x:\n  - z\nb:\n  x:\n  - z\n"


def test_frozen_collections_and_text_enums_are_what_they_hold() -> None:
    """Settings are frozen."""
    assert dump({"a": MappingProxyType({"b": (1, Colour.RED)})}) == '---\na:\n  b:\n  - 1\n  - "yes"\n'


@pytest.mark.parametrize("char", [*"\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f", "\ud800"])
def test_characters_that_a_reader_loses_are_refused(char: str) -> None:
    """The settings refuse them earlier, with the line that said so."""
    with pytest.raises(UnwritableValue) as caught:
        dump({"spec": {"env": [{"value": f"a{char}"}]}})

    told = f"spec.env[0].value: character 2 is U+{ord(char):04X}, which not every YAML reader keeps; remove it"
    assert str(caught.value) == told


def test_an_unsafe_key_is_refused() -> None:
    """Its path can be printed although the key cannot."""
    with pytest.raises(UnwritableValue, match=r'^metadata\.annotations\["a\.b/\\u0007"\]: character 5 is U\+0007'):
        dump({"metadata": {"annotations": {"a.b/\x07": "x"}}})


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (math.nan, "a: nan is not a number that JSON can hold; write it as text"),
        (-math.inf, "a: -inf is not a number that JSON can hold; write it as text"),
        (2**63, "a: 9223372036854775808 does not fit into 64 bits; write it as text"),
        (b"x", "a: bytes is not text, a number, true, false, null, a list or a mapping"),
        ({"b": {1: "x"}}, "a.b: the key 1 is not text; put it in quotes"),
        ({"b": {None: "x", "c": 1}}, "a.b: the key None is not text; put it in quotes"),
    ],
)
def test_what_json_cannot_hold_is_refused(value: object, told: str) -> None:
    """Kubernetes reads YAML by way of JSON."""
    with pytest.raises(UnwritableValue) as caught:
        dump({"a": value})

    assert str(caught.value) == told


def test_lines_at_the_end_are_the_strings_own() -> None:
    assert dump({"a": "b\n\n"}) == "---\na: |+\n  b\n\n...\n"


def test_a_key_too_long_for_one_line_is_marked() -> None:
    """Readers do not look for its colon for ever."""
    key = "é" * 65

    assert dump({"a": {key: {"b": "c"}, "d": [1]}}) == f"---\na:\n  d:\n  - 1\n  ? {key}\n  : b: c\n"


def written(document: dict[str, object]) -> list[str]:
    """The lines of an object, without those that begin and end it."""
    text = dump(document)
    return text.removesuffix("...\n" if text.endswith("\n\n...\n") else "").split("\n")[1:-1]


def obvious(value: object) -> Iterator[str]:
    """The lines of a value, laid out in the obvious way: a collection is its parts, indented."""
    if isinstance(value, dict) and value:
        for key in sorted(value):
            *marked, name = (line.removesuffix(" 0") for line in written({key: 0}))
            yield from marked
            first, *below = obvious(value[key])
            beside = marked or not value[key] or not isinstance(value[key], (dict, list))
            pad = "  " if beside or isinstance(value[key], dict) else ""
            yield from [f"{name} {first}"] if beside else [name, f"{pad}{first}"]
            yield from (f"{pad}{line}" if line else "" for line in below)
    elif isinstance(value, list) and value:
        for item in value:
            first, *below = obvious(item)
            yield f"- {first}"
            yield from (f"  {line}" if line else "" for line in below)
    else:
        first, *below = written({"a": value})
        yield first.removeprefix("a: ")
        yield from (line.removeprefix("  ") for line in below)


TEXT = SAFE_TEXT | st.sampled_from(HARD)
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXT, below, max_size=3),
    max_leaves=15,
)


@given(st.dictionaries(TEXT, NESTED, min_size=1))
def test_a_value_is_written_alike_wherever_it_stands(document: dict[str, object]) -> None:
    """Property: whatever is beside it, around it, and was written before."""
    assert written(document) == [*obvious(document)]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fleet has no end of texts."""
    monkeypatch.setattr(yaml_writer, "_REMEMBERED", 3)
    texts = [f"text {number}" for number in range(10)]

    assert written({"a": texts, "b": "x" * 1000}) == ["a:", *(f"- {text}" for text in texts), f"b: {'x' * 1000}"]
    assert len(yaml_writer._IN_LINE) <= 3
