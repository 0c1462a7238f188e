"""What becomes of objects that left Git."""

from __future__ import annotations

import pytest

from plainsail.plan.pruning import outcome
from tests.plainsail.plan.planted import change, comparison, files, manifest


def test_without_an_application_it_is_assumed_to_be_pruned() -> None:
    found = comparison(files(manifest("ConfigMap")), {})

    assert outcome(found, found.changes[0]).fate == "pruned"


def test_what_stays_can_have_no_end() -> None:
    found = comparison({}, files(manifest("ConfigMap")))

    with pytest.raises(ValueError, match="only an object that was there can go"):
        outcome(found, found.changes[0])


def test_an_object_that_changes_is_not_asked_about() -> None:
    assert change(manifest("ConfigMap"), manifest("ConfigMap", data={})).action == "changed"
