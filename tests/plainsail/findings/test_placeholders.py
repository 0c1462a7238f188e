"""What is found at values that are still to come."""

from __future__ import annotations

import pytest

from plainsail.findings.engine import Match
from plainsail.findings.finding import Finding
from plainsail.findings.placeholders import set_aside
from plainsail.findings.rules import Rule
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

SHAPE: Rule[Manifests] = Rule("invalid-image", "error", "", "", "", "", lambda _: iter(()))
GRAVE: Rule[Manifests] = Rule("service-missing", "error", "", "", "", "", lambda _: iter(()))
TASTE: Rule[Manifests] = Rule("image-tag-latest", "warning", "", "", "", "", lambda _: iter(()))

POD = """
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {"${KEY}": b}, annotations: {a: "${B}"}}
spec:
  priorityClassName: <no value>
  containers:
    - {name: app, image: "a:${TAG}", args: ["$(A)"], env: [{name: A, value: "${B}"}]}
"""
APP = "spec.containers[app]"


def kept(rule: Rule[Manifests], field: str, *, environment: str | None = None) -> tuple[list[Match], list[str]]:
    """What is left of a rule's finding at a field, and the placeholders that were found there."""
    all_of_them = manifests(POD, environment=environment, app=environment and "backend")
    [pod] = all_of_them.resources
    left, placeholders = set_aside([(rule, Finding(pod.where(field), "is odd"))], all_of_them, lambda where: where)
    return left, [word for placeholder in placeholders for word in placeholder.words]


@pytest.mark.parametrize("rule", [SHAPE, GRAVE])
def test_a_placeholder_is_no_fault_of_its_field(rule: Rule[Manifests]) -> None:
    assert kept(rule, f"{APP}.image") == ([], ["${TAG}"])


def test_a_placeholder_in_a_key_is_none_either() -> None:
    assert kept(SHAPE, 'metadata.labels["${KEY}"]') == ([], ["${KEY}"])


@pytest.mark.parametrize(
    "field",
    ["metadata.annotations.a", f"{APP}.args[0]", f"{APP}.env[A].value", "spec.priorityClassName", "spec.volumes"],
)
def test_free_text_and_what_holds_no_placeholder_is_judged(field: str) -> None:
    [_], words = kept(SHAPE, field)

    assert words == []


def test_taste_alone_finds_no_placeholder() -> None:
    [_], words = kept(TASTE, f"{APP}.image")

    assert words == []


def test_all_that_is_found_at_such_a_field_is_set_aside() -> None:
    foreign = manifests(POD, environment=None, app=None)
    where = foreign.resources[0].where(f"{APP}.image")
    found = [(TASTE, Finding(where, "is latest")), (SHAPE, Finding(where, "is odd"))]

    left, [placeholder] = set_aside(found, foreign, lambda where: where)

    assert (left, placeholder.where) == ([], where)


def test_in_dist_a_placeholder_stays_an_error() -> None:
    [_], words = kept(SHAPE, f"{APP}.image", environment="staging")

    assert words == []
