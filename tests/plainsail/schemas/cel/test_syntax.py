"""The grammar of CEL."""

from __future__ import annotations

import pytest

from plainsail.schemas.cel.syntax import Call, CelFault, Index, Literal, Name, Select, parse


def test_operators_bind_as_in_the_grammar() -> None:
    one, other, third = Name("a"), Name("b"), Name("c")

    assert parse("a + b * c") == Call("+", None, (one, Call("*", None, (other, third))))
    assert parse("a || b && c") == Call("||", None, (one, Call("&&", None, (other, third))))
    assert parse("a ? b : c") == Call("?:", None, (one, other, third))
    assert parse("a < b == c") == Call("==", None, (Call("<", None, (one, other)), third))


def test_members() -> None:
    assert parse("a.b[0].?c") == Select(Index(Select(Name("a"), "b"), Literal("int", "0")), "c", optional=True)
    assert parse("a.all(x, x)") == Call("all", Name("a"), (Name("x"), Name("x")))
    assert parse("a.`b-c`") == Select(Name("a"), "b-c")


@pytest.mark.parametrize(
    "expression",
    [
        "1 == 1u // the end",
        "-1 < 1.5e3 && .5 == 0x1F",
        "!!true || --1 == 1",
        r"'\n\x41A\101' + \"a\" == r'\d'".replace('\\"', '"'),
        "'''a\nb''' == \"\"\"a'b\"\"\"",
        "b'a' == B\"a\"",
        "[1, 2,] == [] && {'a': 1,} != {}",
        "[?a, b] == {?'a': b}",
        ".a.b == Object{spec: Object.spec{replicas: 1}}",
        "a.namespace == a.if",
        "a in [b]",
    ],
)
def test_read(expression: str) -> None:
    parse(expression)


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("self >", "the end stands where a value belongs"),
        ("self self", "'self' stands where the end belongs"),
        ("(a", "the end stands where ')' belongs"),
        ("a.", "the end stands where a name belongs"),
        ("f(a,)", "')' stands where a value belongs"),
        ("'a", '"\'a" is nothing that CEL knows'),
        (r"'\q'", "is nothing that CEL knows"),
        ("a = b", "'= b' is nothing that CEL knows"),
        ("10.0.0.1", "'.0' stands where the end belongs"),
        ("https://example.com", "':' stands where the end belongs"),
        ("for", "'for' is a word that CEL keeps for itself"),
        ("9223372036854775808", "9223372036854775808 is beyond 64 bits"),
    ],
)
def test_not_read(expression: str, fault: str) -> None:
    with pytest.raises(CelFault) as raised:
        parse(expression)

    assert fault in str(raised.value)
