"""What holds for every plan: each change that a test plants is a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from plainsail.findings.finding import Finding
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.changes import compared as compare
from tests.plainsail.plan import planted
from tests.plainsail.printed_fields import all_printed_well, is_printed_well


@pytest.fixture(autouse=True)
def every_field_is_printed_as_explain_and_patches_take_it(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    changes: list[ObjectChange] = []

    with all_printed_well(monkeypatch, Finding) as documents:

        def compared(*sides: Any) -> Comparison:
            comparison = compare(*sides)
            for change in comparison.changes:
                changes.append(change)
                place = change.resource.where()
                # What goes is named as it was.
                documents[place.path, place.object, place.environment] += _documents(change)
            return comparison

        monkeypatch.setattr(planted, "compared", compared)
        yield
    for change in changes:
        for field in (*change.fields, *change.leaves):
            assert any(is_printed_well(document, field.field) for document in _documents(change)), field


def _documents(change: ObjectChange) -> list[dict[str, Any]]:
    return [side.document for side in (change.new, change.old) if side]
