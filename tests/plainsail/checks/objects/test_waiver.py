"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.objects import waiver
from plainsail.location import Location
from plainsail.manifests.waivers import Waiver, Waivers
from tests.plainsail.checks.planted import manifests, resources

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: backend-consumer}
spec: {template: {spec: {containers: [{name: app, image: a}, {name: proxy, image: a}]}}}
"""
[CONSUMER] = resources(DEPLOYMENT)


def said(check: str = "a-check", reason: str = "it is meant", only: str = "") -> Waiver:
    return Waiver(check, reason, environment="staging", app="backend", line="envs/base.py:3", setting="", only=only)


def messages(each: Waiver, *found: Location) -> list[str]:
    """What is said of a waiver of a check that finds something there."""
    judged, waivers = manifests(DEPLOYMENT), Waivers([each])
    for where in found:
        waivers.cover("a-check", where)
    judged.waivers = waivers.book(["a-check", "b-check"])
    return [finding.message for finding in waiver.check(judged)]


@pytest.mark.parametrize(
    ("each", "message"),
    [
        (said(check="a-chek"), "waives 'a-chek', which is no check; did you mean 'a-check'?"),
        (said(reason=" "), "waives a-check without a reason"),
        (said(check="b-check"), "waives b-check, which finds nothing"),
        (said(only="Deployment/other"), "waives a-check at Deployment/other, which finds nothing there"),
        (said(only="Job/backend", reason=""), "waives a-check at Job/backend without a reason"),
    ],
)
def test_a_waiver_that_is_wrong(each: Waiver, message: str) -> None:
    assert messages(each) == [message]


@pytest.mark.parametrize("only", ["", "Deployment/backend-consumer", "Deployment/backend-consumer app"])
def test_silent_when_it_waives_something_for_a_reason(only: str) -> None:
    assert messages(said(only=only), CONSUMER.where("spec.template.spec.containers[app].image")) == []


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        ("Deployment/backend-consumr", "; did you mean 'Deployment/backend-consumer'?"),
        ("deployment/backend-consumer app", "; did you mean 'Deployment/backend-consumer app'?"),
        ("Deployment/backend-consumer ap", "; did you mean 'Deployment/backend-consumer app'?"),
        ("Deployment/backend-consumer proxy", ""),
    ],
)
def test_a_misspelt_place_is_told_with_the_one_that_was_meant(only: str, meant: str) -> None:
    found = CONSUMER.where("spec.template.spec.containers[app].image")

    assert messages(said(only=only), found) == [f"waives a-check at {only}, which finds nothing there{meant}"]


def test_an_object_that_is_there_and_sound_was_not_meant_to_be_another() -> None:
    """What was found there is mended; that the check finds something elsewhere is another matter."""
    other = Location("dist/x", 1, "staging", "backend", object="Deployment/backend-consumer-two")

    told = "waives a-check at Deployment/backend-consumer, which finds nothing there"
    assert messages(said(only="Deployment/backend-consumer"), other) == [told]
