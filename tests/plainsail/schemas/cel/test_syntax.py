"""Expressions are read as `cel-go` reads them."""

from __future__ import annotations

import pytest

from plainsail.schemas.cel import NoCEL, parsed


@pytest.mark.parametrize(
    "expression",
    [
        "object.spec.replicas <= 5 && has(object.spec.x) || !(request.name in ['a', 'b',])",
        "object.spec.containers.all(c, c.image.startsWith('a'))",
        "object.?spec.?a[?0].orValue(-1) == 0x1F % 2 - 1.5e3",
        "x ? y : z ? a : b",
        "Object{spec: Object.spec{replicas: 1}}",
        "{'a': 1, ?'b': x,}.a",
        "r'\\d' + '\\u0061\\101\\x41' + b'x' + '''two\nlines'''",
        "// why\ntrue",
        "object.metadata.namespace == object.if",
        "!!true && --1 == 1 && .object.x == .5",
        "-9223372036854775808 < 18446744073709551615u",
        " && ".join(["true"] * 3000),
    ],
)
def test_reads(expression: str) -> None:
    assert parsed(expression) is not None


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "character 1: the expression ends where a value belongs"),
        ("a b", "character 3: 'b' stands where an operator or the end belongs"),
        ("a\n  && &&", "line 2, character 6: '&&' stands where a value belongs"),
        ("(a", "the expression ends where ')' belongs"),
        ("a ? b", "the expression ends where ':' belongs"),
        ("[1,,2]", "',' stands where a value belongs"),
        ("object.in", "'in' stands where the name of a field belongs"),
        ("{a: 1,", "the expression ends where a value belongs"),
        ("Object{1: 1}", "'1' stands where the name of a field belongs"),
        ("namespace == 'a'", "'namespace' is reserved, and no name"),
        ("9223372036854775808", "is above all numbers of CEL"),
        ("a = 1", "character 3: '=' begins no word of CEL"),
        ("'a", "character 1: ''' begins no word of CEL"),
        ("'\\z'", "begins no word of CEL"),
        ("10.1.2.3", "'.2' stands where an operator or the end belongs"),
    ],
)
def test_refuses(expression: str, message: str) -> None:
    with pytest.raises(NoCEL) as refusal:
        parsed(expression)

    assert message in str(refusal.value)


def test_deeper_than_anybody_writes_is_left_open() -> None:
    assert parsed("(" * 200 + "1" + ")" * 200) is None
