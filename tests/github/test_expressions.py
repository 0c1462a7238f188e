"""The evaluator of expressions says what GitHub would, and refuses what it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from tests.github.expressions import Context, Scope, Unknown, evaluate, holds, interpolate

STEPS = Context(a=Context(outputs={"x": "1"}, outcome="success"))
SCOPE = Scope(
    contexts={"github": Context(sha="abc", event={}), "inputs": {}, "steps": STEPS},
    functions={"success": lambda: False, "cancelled": lambda: False, "always": lambda: True},
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it''s'", "it's"),
        ("true && 'yes' || 'no'", "yes"),
        ("'' || steps.a.outputs.x", "1"),
        ("steps.a.outputs.missing", None),
        ("steps.a.outputs.missing == ''", True),
        ("github.event.pull_request.number || github.sha", "abc"),
        ("inputs.tag || 'v1'", "v1"),
        ("'ABC' == github.sha", True),
        ("!cancelled() && 1 != 2", True),
        ("!(1 == 1) || false", False),
        ("false && steps.nowhere.outputs.x", False),
        ("'a' == 'a' && 'b' == 'c' || 'd' == 'd'", True),
        ("steps.a.outputs.x == 1", True),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert evaluate(text, SCOPE) == value


@pytest.mark.parametrize(
    "text",
    [
        "steps.b.outputs.x",
        "matrix.x",
        "github.shaa",
        "format('x')",
        "hashFiles()",
        "1 < 2",
        "github['sha']",
        "github.sha.x",
        "(true",
        "true true",
        "",
        '"x"',
    ],
)
def test_what_is_not_known_raises(text: str) -> None:
    with pytest.raises(Unknown):
        evaluate(text, SCOPE)


def test_expressions_in_a_text() -> None:
    assert interpolate("sha-${{ github.sha }}:${{ steps.a.outputs.missing }}.${{ true }}", SCOPE) == "sha-abc:.true"


@pytest.mark.parametrize(("value", "text"), [(False, "false"), (0, "0"), (None, "")])
def test_what_is_no_text_is_written_as_one(value: Any, text: str) -> None:
    assert interpolate(value, SCOPE) == text


@pytest.mark.parametrize(
    ("condition", "runs"),
    [
        (None, False),
        ("github.sha == 'abc'", False),
        ("true || false", False),
        ("!cancelled() && github.sha == 'abc'", True),
        ("${{ !cancelled() }}", True),
        ("always()", True),
        ("success() || github.sha == 'abc'", True),
    ],
)
def test_where_something_failed_a_condition_must_ask_for_it(condition: str | None, runs: bool) -> None:
    assert holds(condition, SCOPE) is runs


def test_a_condition_that_is_a_text_is_a_slip() -> None:
    """GitHub takes it for true, whatever the expression says."""
    with pytest.raises(Unknown, match="always true"):
        holds("${{ false }} && true", SCOPE)
