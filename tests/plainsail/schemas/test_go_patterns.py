"""Regular expressions that Go reads, and that it does not."""

from __future__ import annotations

import pytest

from plainsail.schemas.go_patterns import fault


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
        r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$",
        "a{,3}b{x}{",
        r"(?i)(?P<name>a)(?<other>b)(?-s:.)",
        r"[]a][^]a][a-][\d-z][[:alpha:]][\]\-\\]",
        r"\p{Greek}\pL\x41\x{10FFFF}\101\Qa(b\E\/\_",
        "a*?b+?c??d{2}?",
        "^*",
    ],
)
def test_read(pattern: str) -> None:
    assert fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("a(b", "a '(' is not closed"),
        ("a)b", "a ')' closes nothing"),
        ("[a", "a '[' is not closed"),
        ("*", "there is nothing before '*' to repeat"),
        ("a|*", "there is nothing before '*' to repeat"),
        ("a**", "'*' repeats a repetition"),
        ("a*+", "'+' repeats a repetition"),
        ("(?=a)", "'(?=a)' is not known to it"),
        ("(?<!a)b", "'(?<!a' is not known to it"),
        (r"(a)\1", r"'\\1' is not known to it"),
        (r"\Z", r"'\\Z' is not known to it"),
        (r"[\b]", r"'\\b' is not known to it"),
        ("a\\", "it ends with a backslash"),
        ("[z-a]", "'z-a' runs backwards"),
        ("[[:letter:]]", "'[:letter:]' is not known to it"),
        ("a{1001}", "'{1001}' is no number of repetitions up to 1000"),
        ("a{2,1}", "'{2,1}' is no number of repetitions up to 1000"),
        ("(a{100}){100}", "repeats more than 1000 times"),
        ("(?P<a>b)(?P<a>c)", "'a' is no name of a group, or of two"),
        (r"\x{110000}", "is no character"),
    ],
)
def test_not_read(pattern: str, why: str) -> None:
    assert why in fault(pattern)


def test_deep_patterns_end() -> None:
    assert fault("(" * 100 + ")" * 100) == ""
    assert fault("(" * 100_000) == ""
