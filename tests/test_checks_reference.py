"""docs/checks.md says what the checks say of themselves."""

from __future__ import annotations

import pytest

from plainsail.checks import RULES
from plainsail.findings.rules import Rule
from plainsail.manifests.manifests import Manifests
from tools.checks_reference import PAGE, page

CHECKS = RULES.values()


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.id)
def test_every_check_says_what_why_and_how_to_mend(rule: Rule[Manifests]) -> None:
    assert all((rule.title, rule.why, rule.fix))


def test_every_check_stands_on_the_page() -> None:
    text = page()

    assert [rule.id for rule in CHECKS if f"## {rule.id}\n" not in text] == []
