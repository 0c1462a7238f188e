"""docs/shapes.md says of every setting of every vocabulary what it becomes."""

from __future__ import annotations

import re

import pytest

import constructs_lib.settings as vocabulary
from constructs_lib.settings import Environment
from tools.documents import sections

PAGE = "docs/shapes.md"
KINDS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Environment)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_setting_is_in_a_table(kind: type[Environment]) -> None:
    [section] = [each for each in sections(PAGE) if each.heading == "What each setting becomes"]
    told = set(re.findall(r"`(\w+)`", section.text))

    assert {name for name in vars(kind).get("__annotations__", {}) if not name.startswith("_")} - told == set()
