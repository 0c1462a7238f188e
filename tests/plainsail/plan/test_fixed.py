"""What cannot change once an object exists."""

from __future__ import annotations

from plainsail.plan.fixed import FIXED, refused
from plainsail.plan.fixed_remedies import remedy
from tests.plainsail.plan.planted import change, deployment, manifest

OTHER = {"matchLabels": {"app.kubernetes.io/name": "other"}}


def test_the_very_field_is_named() -> None:
    [field] = refused(change(deployment(), deployment(selector=OTHER, replicas=2)))

    assert field.field == 'spec.selector.matchLabels["app.kubernetes.io/name"]'


def test_kinds_are_named_with_their_group() -> None:
    assert all(name.count("/") == 1 and name.rpartition("/")[2].isalnum() for name in FIXED)


def test_a_kind_of_another_group_may_do_as_it_likes() -> None:
    before, after = (manifest("Deployment", {"selector": s}, api="example.com/v1") for s in ({}, OTHER))

    assert refused(change(before, after)) == ()


def test_an_unknown_remedy_is_the_common_one() -> None:
    before, after = (manifest("IngressClass", {"controller": c}, api="networking.k8s.io/v1") for c in "ab")
    found = change(before, after)

    assert remedy(found, refused(found)) == "keep the field, or delete the object before the sync"
