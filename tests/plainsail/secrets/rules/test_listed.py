"""What `plainsail secrets verify` looks for, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.secrets import rules
from plainsail.secrets.rules import RULES, VERIFIED


def test_every_rule_is_listed() -> None:
    folder = Path(str(rules.__file__)).parent

    assert sorted(VERIFIED) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("id", RULES)
def test_each_says_what_why_and_how_to_mend(id: str) -> None:
    rule = RULES[id]

    assert all((rule.title, rule.why, rule.fix))
