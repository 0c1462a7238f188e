"""The options that several commands share."""

from __future__ import annotations

from plainsail.findings import formats
from plainsail.findings.options import FORMATS
from plainsail.plan.formats import FORMATS as PLAN


def test_every_format_that_there_is_may_be_named() -> None:
    assert FORMATS == tuple(formats.FORMATS) == tuple(PLAN)
