"""Values as Python: the data is the same, comments stand where they stood, and formatters leave it as it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plainsail.helm_import.comments import joined, read_notes
from plainsail.helm_import.python import Writer, literal

RUFF = Path(sys.executable).with_name("ruff")

TEXT = """\
# Default values.

replicaCount: 1  # a pod

image:
  repository: nginx   # from the hub
  # Overrides the app's version.
  tag: ""
resources: {}
  # limits:
  #   cpu: 100m
env: # all of it
  - name: A # its name
    value: "x # no comment"
  - name: B
    #commented
    value: |  # as a block
      line 1 # no comment
      line 2
    # end of B
  # end of env
base: &base {x: 1, y: 2}
other:
  <<: *base
  z: 3
# the end
"""
WRITTEN = """\
values = {
    # Default values.
    "replicaCount": 1,  # a pod
    "image": {
        "repository": "nginx",  # from the hub
        # Overrides the app's version.
        "tag": "",
    },
    "resources": {},
    # limits:
    #   cpu: 100m
    "env": [  # all of it
        {
            "name": "A",  # its name
            "value": "x # no comment",
        },
        {
            "name": "B",
            # commented
            "value": "line 1 # no comment\\nline 2\\n",  # as a block
            # end of B
        },
        # end of env
    ],
    "base": {"x": 1, "y": 2},
    "other": {"x": 1, "y": 2, "z": 3},
    # the end
}
"""


def written(text: str, data: Any, *, width: int = 100, call: str | None = None) -> str:
    lines = Writer(read_notes(text), width).assigned("values", data, call=call)
    return dedent("\n".join(lines) + "\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_and_order_come_along(end: str) -> None:
    assert written(TEXT.replace("\n", end), yaml.safe_load(TEXT)) == WRITTEN


def test_a_comment_that_is_too_long_is_wrapped_and_one_behind_a_value_stands_above_it() -> None:
    text = f"a: 1 # {'word ' * 12}\n"

    assert written(text, {"a": 1}, width=40) == dedent("""\
        values = {
            # word word word word word word
            # word word word word word word
            "a": 1,
        }
        """)


def test_a_long_text_is_cut_between_words() -> None:
    data = {"a": "one\n" + "word " * 12}

    code = written("", data, width=40)

    assert max(map(len, code.splitlines())) <= 40
    assert ast.literal_eval(code.partition("= ")[2]) == data


def test_keys_are_found_as_helm_reads_them() -> None:
    """`on` is a word of YAML, and a number is the text of a key."""
    assert written("on: 1 # switch\n8080: 2 # port\n", {"8080": 2, "true": 1}) == dedent("""\
        values = {
            "true": 1,  # switch
            "8080": 2,  # port
        }
        """)


def test_of_two_files_the_later_comment_of_a_key_counts() -> None:
    notes = joined([read_notes("a: 1 # first\nb: 2 # kept\n"), read_notes("a: 2 # second\n")])

    assert notes.beside == {("a",): "# second", ("b",): "# kept"}


def test_short_values_stand_on_one_line() -> None:
    assert written("", {"a": {"b": [1, None, True]}}, call="merge") == 'values = merge({"a": {"b": [1, None, True]}})\n'


WORDS = st.text(st.characters(codec="latin-1") | st.sampled_from("世界é\u200b\u0301"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
TREES = st.dictionaries(
    WORDS,
    st.recursive(
        SCALARS | st.text(st.sampled_from("ab \n\t'\"\\#é"), max_size=90),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=5,
)


@given(st.lists(TREES, min_size=30, max_size=30))
@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_formatters_leave_any_values_as_they_are_and_python_reads_them(several: list[dict[str, Any]]) -> None:
    code = []
    for number, data in enumerate(several):
        lines = Writer(read_notes(""), 88).assigned("values", data, call="merge" if number % 2 else None)
        value = dedent("\n".join(lines)).partition("= ")[2].removeprefix("merge")
        assert ast.literal_eval(value) == data
        code.append(f"class A{number}:\n" + "\n".join(lines) + "\n")
    text = "\n\n".join(code)

    ruff = [str(RUFF), "format", "--isolated", "--line-length", "88", "-"]
    formatted = subprocess.run(ruff, input=text.encode(), capture_output=True, check=True)

    assert formatted.stdout.decode() == text


def test_a_comment_in_any_place_is_kept() -> None:
    more = "list:\n- a # one\n# between\n- [b, # two\n   c] # three\nkey: >- # four\n  a\n  # text\n\n# five\n"
    notes = read_notes(TEXT + more)
    lines = [line for each in (notes.above, notes.below) for lines in each.values() for line in lines]
    expected = {f"# {word}" for word in ("one", "between", "two", "three", "four", "five")}
    expected |= {line[line.index("#") :] for line in TEXT.splitlines() if "#" in line and "no comment" not in line}

    assert {*notes.beside.values(), *lines} == expected


def test_a_text_holds_the_quotes_that_need_no_escape() -> None:
    assert [literal(text) for text in ("a'b", 'a"b', "a'\"b", "\\")] == ['"a\'b"', "'a\"b'", '"a\'\\"b"', '"\\\\"']
