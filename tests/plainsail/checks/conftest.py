"""What holds for every check: each fault that its test plants is a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plainsail.findings.finding import Finding
from tests.plainsail.printed_fields import all_printed_well


@pytest.fixture(autouse=True)
def every_field_is_printed_as_explain_and_patches_take_it(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with all_printed_well(monkeypatch, Finding):
        yield
