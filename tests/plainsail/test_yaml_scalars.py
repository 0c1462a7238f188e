"""A scalar means to us what it means to kubectl."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from plainsail.yaml_scalars import mapping_key, scalar_value
from tests import kubectl

# fmt: off
KNOWN = [
    "y", "Y", "yes", "yEs", "n", "N", "no", "on", "ON", "oN", "off", "true", "tRUE", "FALSE", "null", "Null", "nULL",
    "~", "=", "a", "1234e56", "1e3", "1E400", "-1e400", "1e-400", "1e18", "1e20", "1e21", "08", "0o17", "0O17", "0o440",
    "0777", "0X1F", "+.5", "-.5", ".5", ".5_0", "._5", ".5e400", "22:30", "190:20:30.15", "1_000", "1_", "0b1", "0B1",
    "0b+1", "0b-1", "-0b1", "-0b-1", "2001-01-01", "2001-99-99", "2001-12-14t21:59:43.10-05:00", "1.10", "1.0", "1.",
    "-0", "-0.0", "-0e0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "+18446744073709551615", "0xFFFFFFFFFFFFFFFF",
    "0x10000000000000000", "+0xFFFFFFFFFFFFFFFF", "058057050647801613", "0777777777777777777777777", "9" * 5000,
    "0o7777777777777777777777777", "1e5", "1e6", "1000000.5", "100000.5", "123456789.5", "16777217.5", "0.0001",
    "0.00001", "3.4e38", "3.5e38", "-3.5e38", "1e-45", "1e-46", ".nan", ".NaN", ".inf", "-.Inf", "+.INF", "+inf", "nan",
]
ALPHABETS = [
    "0123456789", "0x1fFXaE_", "0b1B-+_", "0o17O8_", "+-.0159eE", "._5e+1", "yYnNoOfFeEsS~", "-:0123TZ", ".infNaA+-",
]
# fmt: on


def generated(seed: int, count: int) -> list[str]:
    """Words that YAML takes for themselves, of characters that numbers and truths are made of."""
    random, words = Random(seed), set[str]()  # noqa: S311 - words, not secrets
    while len(words) < count:
        alphabet, length = random.choice(ALPHABETS), random.randint(1, random.choice([3, 6, 20]))
        word = "".join(random.choices(alphabet, k=length))
        if _is_plain(word):
            words.add(word)
    return sorted(words)


def _is_plain(word: str) -> bool:
    try:
        scalars = [event for event in yaml.parse(f"- {word}\n") if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return False
    return [(event.value, event.implicit) for event in scalars] == [(word, (True, False))]


def resolved(resolve: Callable[[str], Any], words: list[str]) -> dict[str, Any]:
    """The words with what they become, but for those that are refused."""
    results = {}
    for word in words:
        with suppress(ValueError):
            results[word] = resolve(word)
    return results


def typed(value: Any) -> tuple[type, Any]:
    """What tells 1 from true, though not from 1.0; a number beyond 64 bits is a float, in whatever notation."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type(value), value
    return float, value if -(2**63) <= value < 2**63 else float(value)


@pytest.mark.parametrize("words", [KNOWN, *(generated(seed, 500) for seed in range(3))], ids=["known", "0", "1", "2"])
def test_kubectl_reads_the_same_values_and_keys(tmp_path: Path, words: list[str]) -> None:
    values, keys = resolved(scalar_value, words), resolved(mapping_key, words)
    text = "apiVersion: v1\nkind: Words\nmetadata: {}\nvalues:\n"
    text += "".join(f"- {word}\n" for word in values) + "keys:\n" + "".join(f"- ? {word}\n  : x\n" for word in keys)
    (tmp_path / "words.yaml").write_text(text)

    [[read], refused] = kubectl.read(tmp_path / "words.yaml")

    assert not refused
    differing = [
        word for word, value in zip(values, read["values"], strict=True) if typed(values[word]) != typed(value)
    ]
    assert differing == []
    assert [next(iter(key)) for key in read["keys"]] == list(keys.values())


def test_a_whole_number_without_a_point_is_an_integer() -> None:
    """Checks look for integers, and kubectl makes them of `1e3`, too."""
    words = ["1e3", "08", "0x1F", "1.0", "1.5", "1e30"]

    assert [type(scalar_value(word)) for word in words] == [int, int, int, float, float, float]


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("str", "5", "5"),
        ("int", "0o17", 15),
        ("float", "5", 5.0),
        ("bool", "y", True),
        ("null", "~", None),
        ("timestamp", "2001-01-01", "2001-01-01"),
        ("binary", "aGk=\n", "hi"),
        ("binary", "/w==", "\ufffd"),
        ("unknown", "5", "5"),
    ],
)
def test_a_tag_says_what_is_meant(tag: str, text: str, value: object) -> None:
    assert scalar_value(text, f"tag:yaml.org,2002:{tag}") == value


@pytest.mark.parametrize(
    ("tag", "text", "message"),
    [
        ("int", "x", "'x' is no !!int"),
        ("int", "1.5", "'1.5' is no !!int"),
        ("int", "y", "'y' is no !!int"),
        ("binary", "%", "!!binary is no base64"),
        ("float", ".nan", "JSON has no word for .nan; put it in quotes"),
    ],
)
def test_a_tag_that_does_not_fit_is_refused(tag: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        scalar_value(text, f"tag:yaml.org,2002:{tag}")


@pytest.mark.parametrize("word", ["~", "null", "", "18446744073709551615"])
def test_what_cannot_be_a_key_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="cannot be a key; put it in quotes"):
        mapping_key(word)


def test_nothing_is_said_of_numbers_that_json_lacks_as_keys() -> None:
    assert [mapping_key(word) for word in (".nan", ".inf", "-.inf")] == [".nan", ".inf", "-.inf"]
