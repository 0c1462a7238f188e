"""Our strict schemas judge thousands of generated objects as the validators do that others made.

What they differ in by design is set aside: unknown fields, which those validators accept, a rewrite that says nothing
or two things, which they accept too, and whatever is named `description`, which they take for prose (test_oracle.py).
"""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from plainsail.schemas.problems import Problem
from plainsail.schemas import Schemas
from tests.imports.generated import KINDS, objects, sound
from tests.imports.oracle import verdicts
from tests.imports.schemas import IMPORTS

SEED = 20260131
COUNT = 6000

_SCHEMAS = Schemas([IMPORTS / "crds"])


def refusals(document: dict[str, Any]) -> list[Problem]:
    """What our schemas refuse that the others might refuse, too."""
    found = _SCHEMAS.problems(document, "1.35")
    return [problem for problem in found if not (problem.unknown_field or is_ours_alone(problem))]


def is_ours_alone(problem: Problem) -> bool:
    """Whether it is one of the known differences."""
    a_rewrite = re.search(r"\.rewrite\[\d+\]$", problem.field) and problem.message in ("is empty", "is longer than 1")
    return bool(a_rewrite) or problem.field.endswith(".description")


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], str | None]]:
    """Each object with what the others say of it; Node is started once."""
    generated = list(objects(COUNT, SEED))
    return list(zip(generated, verdicts(generated), strict=True))


def test_same_verdict_on_thousands_of_objects(judged: list[tuple[dict[str, Any], str | None]]) -> None:
    """Types, enumerations, patterns, required fields."""
    apart = [
        (document["kind"], opinion, [(each.field, each.message) for each in ours])
        for document, opinion in judged
        if bool(ours := refusals(document)) != (opinion is not None)
    ]

    assert apart[:5] == []


def test_the_objects_are_sound_and_broken_in_earnest(judged: list[tuple[dict[str, Any], str | None]]) -> None:
    """A generator that makes only one sort would prove nothing."""
    for name in KINDS:
        opinions = [opinion for document, opinion in judged if name.endswith(f" {document['kind']}")]

        assert sum(opinion is None for opinion in opinions) > 500
        assert sum(opinion is not None for opinion in opinions) > 500


def test_unknown_fields_are_ours_to_refuse(judged: list[tuple[dict[str, Any], str | None]]) -> None:
    """The difference that makes our schemas worth having."""
    only_unknown = [
        document
        for document, opinion in judged
        if opinion is None and any(each.unknown_field for each in _SCHEMAS.problems(document, "1.35"))
    ]

    assert len(only_unknown) > 100


def test_both_take_what_the_schema_makes() -> None:
    """Unbroken objects have nothing wrong, unknown fields included."""
    random = Random(SEED)  # noqa: S311 # nothing here is secret
    made = [sound(name, random) for name in KINDS for _ in range(200)]

    assert [found for document in made for found in _SCHEMAS.problems(document, "1.35")] == []
    assert set(verdicts(made)) == {None}
