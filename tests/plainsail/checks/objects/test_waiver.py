"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import waiver
from plainsail.manifests.waivers import Waiver, WaiverBook
from tests.plainsail.checks.planted import manifests


def said(check: str = "a-check", reason: str = "it is meant") -> Waiver:
    return Waiver(check=check, reason=reason, environment="staging", app="backend", line="envs/base.py:3")


def messages(each: Waiver, *, used: bool) -> list[str]:
    judged = manifests()
    judged.waivers = WaiverBook.of([each], checks=["a-check"], used={each} if used else set())
    return [finding.message for finding in waiver.check(judged)]


@pytest.mark.parametrize(
    ("each", "used", "message"),
    [
        (said(check="a-chek"), False, "waives 'a-chek', which is no check"),
        (said(reason=" "), False, "waives a-check without a reason"),
        (said(), False, "waives a-check, which finds nothing"),
    ],
)
def test_a_waiver_that_is_wrong(each: Waiver, used: bool, message: str) -> None:
    assert messages(each, used=used) == [message]


def test_silent_when_it_waives_something_for_a_reason() -> None:
    assert messages(said(), used=True) == []
