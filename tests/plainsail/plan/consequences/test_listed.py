"""The consequences by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.plan import consequences
from plainsail.plan.consequences import CONSEQUENCES, RULES


def test_every_consequence_is_listed() -> None:
    folder = Path(str(consequences.__file__)).parent

    assert sorted(CONSEQUENCES) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("id", RULES)
def test_each_says_what_happens_and_why_it_matters(id: str) -> None:
    rule = RULES[id]

    assert all((rule.title, rule.why))
    assert not rule.fix, "each finding says its own"


def test_the_list_has_a_line_for_each() -> None:
    assert [line.split()[0] for line in RULES.listing().splitlines()] == list(RULES)
