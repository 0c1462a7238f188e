"""Every reader of a file that `dump` wrote finds the same strings and numbers in it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainsail.render.yaml_writer import dump
from tests import kubectl

# fmt: off
HARD = [
    # truths and nothings
    "yes", "Yes", "YES", "no", "No", "on", "On", "off", "OFF", "y", "Y", "n", "N", "true", "True", "TRUE", "tRUE",
    "false", "null", "Null", "NULL", "~", "", "none", "None", "nil", "nan", "inf", ".nan", ".NaN", ".inf", "-.inf",
    "+.Inf", "-inf",
    # numbers, in some notation
    "0", "1", "-1", "+1", "-0", "1.35", "1.", ".5", "-.5", "+.5", "1e3", "1E3", "1e+3", "1.e3", "1.5e3", "1.0e+16",
    "5e-324", "1e", "0777", "0o17", "0O17", "-0o17", "08", "09", "1_000", "_1", "1_", "0x1f", "0XFF", "0x", "0x1p-2",
    "0b1", "0B1", "0b", "1,000", "12:30:45", "12:30", "1:2:3.5", "190:20:30.15", "99999999999999999999", "1_0.5",
    "0.1.2", "10.0.0.1", "10.0.0.0/8", "١٢", "²", "2001-01-01", "2001-1-1", "2001-01-01T00:00:00Z",
    "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
    # words that look special
    ":80", ":", "::", "a:", "a: b", "a:b", "http://x:80/y?z#f", "=", "<<", "<", ">", "|", "|-", ">-", "#", "a #b",
    "a#b", "# a", "-", "--", "---", "...", "--- a", "- a", "-a", "--force", "-1a", "?", "? b", "?b", "{{ x }}",
    "a {{ x }}", "{a}", "[a]", "{", "}", "]", ",", "a,b", "%", "%YAML 1.1", "@", "@a", "`", "`a`", "!", "!x",
    "!!str x", "&", "&a", "*", "*a", "$", "$(A)", "$A", "'", '"', "'a'", '"a"', "it's", 'a"b', "a'b\"c", "\\", "\\n",
    "a\\", "C:\\x", "\\U0001F600", "/", "/tmp", "(a)", "^a", ";", "a;b", "é", "日本語", "ß", "_", "__", "__x",
    "0 7-15/2 * * 1-5", "100m", "64Mi", "500Gi", "30s", "1h30m", "80/tcp", "sha256:abc", "sha256:0123", "1abc",
    "1e3x", "e3", "x1",
    # blanks
    " ", "  ", " lead", "trail ", " both ", "a  b", "\t", "\ta", "a\t", "a\tb", "a \tb", "a\t#b", "a:\tb", "\u00a0",
    "a\u00a0b", "\u3000a",
    # lines
    "\n", "\n\n", "\n\n\n", "a\n", "a\n\n", "a\n\n\n", "\na", "\n\na\n", "a\nb", "a\nb\n", "a\nb\n\n", "a\n\nb",
    "a\n\n\n\nb\n", " a\nb", "  a\n b\n", "\n a\n", " \na", "a\n ", "a\n \n", "a\n  \nb", "a \nb", "a  \n",
    "a\n b\n  c\n", "\ta\nb", "a\n\tb\n", "a\tb\nc\n", "a\t\nb", "a\n\t\nb", "\n\ta", "a\n\t", "---\na",
    "a\n---\nb\n", "...\na\n", "# a\nb\n", "a: b\nc: d\n", "- a\n- b\n", "%a\nb", "{{ a }}\n{{ b }}\n", "'\n'",
    '"\n"', "\\\n\\", "a\r\nb\r\n", "a\rb", "\r", "\r\n", "a\r", "a\n\rb", "a\u2028b", "a\u2029b", "\u2028",
    "a\n\u2028\nb", "a\u2028\n", "| \n a\n", "a\n\u00a0\n",
    # rare characters
    "\ufeff", "\ufeffa", "a\ufeff", "a\n\ufeff\n", "\ufffd", "\ufffe", "\uffff", "a\n\uffff", "😀", "a 😀 b",
    "a\n😀\tb\n", "👩‍👩‍👧", "\U0010ffff", "\U0001fffe", "\ue000", "\ue000\ue001\uf8ff", "😀\ue000\n\tx\n",
    "\ue001 \n😀", "\ue000: 😀", "\u200b", "a\u200db", "\u202eb", "e\u0301", "\xad",
    # long ones
    "a" * 200, "a " * 200 + "b", "a: " * 100, "😀 " * 100 + "\n", "- " * 1500, ("a" * 300 + "\n") * 3, "é" * 600,
    "a" * 130 + "\n", "x" * 1100,
]
# fmt: on

NUMBERS = [
    *(0, 1, -1, 2**63 - 1, -(2**63), 0.5, 1.0, -2.5, 1e16, 1e22, 1.5e-7, 1e-7, 5e-324, 1.7976931348623157e308),
    *(True, False, None),
]


def read(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def nested(texts: list[str]) -> dict[str, object]:
    """One object that holds the texts as values, as items, as items of items and as keys."""
    mappings = [{"name": text, "value": text} for text in texts]
    values = {f"k{index}": text for index, text in enumerate(texts)}
    keys = {text: {"x": text} for text in texts}
    return {
        "apiVersion": "example.org/v1",
        "kind": "Hard",
        "metadata": {"name": "hard"},
        "spec": {"items": texts, "keys": keys, "mappings": mappings, "nested": [[texts]], "values": values},
    }


def read_by_kubectl(tmp_path: Path, objects: list[dict[str, object]]) -> list[Any]:
    """The objects as kubectl reads them from one file of several documents."""
    file = tmp_path / "objects.yaml"
    file.write_text("".join(map(dump, objects)), encoding="utf-8", newline="")
    items, refused = kubectl.read(file)
    assert not refused
    return items


SAFE_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"])
    | st.sampled_from("\n\n\t \r:#-'\"\\{}0123456789eExob_.+~\U0001f600\ue000")
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | SAFE_TEXT,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(SAFE_TEXT, below, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("text", HARD)
def test_pyyaml_finds_the_same_string_everywhere(text: str) -> None:
    """As a value, an item and a key."""
    assert read(dump(nested([text]))) == nested([text])


def test_pyyaml_finds_the_hard_strings_side_by_side() -> None:
    """What ends one string must not begin the next."""
    assert read(dump(nested(HARD))) == nested(HARD)


def test_kubectl_finds_the_same_strings(tmp_path: Path) -> None:
    """Its parser is another one than PyYAML's, and nearer to YAML 1.2."""
    objects = [nested([text]) for text in HARD] + [nested(HARD)]

    assert read_by_kubectl(tmp_path, objects) == objects


@pytest.mark.parametrize("number", NUMBERS)
def test_pyyaml_finds_the_same_number(number: float | None) -> None:
    """And of the same kind: True is not 1."""
    found = read(dump({"a": number}))["a"]

    assert (type(found), found) == (type(number), number)


def test_kubectl_finds_the_same_numbers(tmp_path: Path) -> None:
    """Bare numbers, truths and nothing; a float without a fraction may become an integer there."""
    objects: list[dict[str, object]] = [{"apiVersion": "v1", "kind": "N", "metadata": {}, "spec": {"items": NUMBERS}}]

    assert read_by_kubectl(tmp_path, objects) == objects


@given(SAFE_TEXT, SAFE_TEXT)
def test_any_text_comes_back(key: str, text: str) -> None:
    """Property: PyYAML finds the text, as a key, a value and an item."""
    assert read(dump({"a": [text, {key: text}], key: text})) == {"a": [text, {key: text}], key: text}


@given(st.dictionaries(SAFE_TEXT, JSON))
def test_any_object_comes_back(document: dict[str, object]) -> None:
    """Property: whatever JSON can hold survives the way through YAML."""
    assert read(dump(document)) == document


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAFE_TEXT, min_size=50, max_size=150))
def test_kubectl_finds_any_text(tmp_path: Path, texts: list[str]) -> None:
    """Property: kubectl finds thousands of invented texts."""
    objects = [nested(texts)]

    assert read_by_kubectl(tmp_path, objects) == objects


@given(st.dictionaries(SAFE_TEXT, JSON))
def test_the_order_of_keys_says_nothing(document: dict[str, object]) -> None:
    """Property: two mappings that are equal are the same text."""
    assert dump(dict(reversed(document.items()))) == dump(document)
