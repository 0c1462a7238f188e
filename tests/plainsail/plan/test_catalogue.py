"""The consequences by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainsail.findings.finding import SEVERITIES
from plainsail.plan import consequences
from plainsail.plan.catalogue import consequence_ids, listing, modules
from plainsail.plan.consequences import CONSEQUENCES


def test_every_consequence_is_listed() -> None:
    folder = Path(str(consequences.__file__)).parent

    assert sorted(CONSEQUENCES) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("id", consequence_ids())
def test_each_says_what_happens_and_why_it_matters(id: str) -> None:
    module = modules()[id]

    first, empty, rest = (module.__doc__ or "").split("\n", 2)
    assert (first[-1], empty) in ((".", ""), (".", ""))
    assert re.match(r"Why: \w", rest)
    assert module.SEVERITY in SEVERITIES


def test_the_list_has_a_line_for_each() -> None:
    assert [line.split()[0] for line in listing().splitlines()] == list(consequence_ids())
