"""What to do where the API server refuses a change."""

from __future__ import annotations

from plainsail.plan.fixed import FIXED, refused
from plainsail.plan.fixed_remedies import remedy
from tests.plainsail.plan.planted import change, manifest


def claim(size: str, **spec: str) -> str:
    return manifest("PersistentVolumeClaim", {"resources": {"requests": {"storage": size}}} | spec)


def test_a_claim_that_shrinks_is_another_matter_than_one_of_another_class() -> None:
    shrunk, moved = change(claim("2Gi"), claim("1Gi")), change(claim("1Gi"), claim("1Gi", storageClassName="a"))

    assert remedy(shrunk, refused(shrunk)).startswith("a claim can only grow")
    assert remedy(moved, refused(moved)).startswith("make a claim of another name")


def test_every_kind_has_a_remedy() -> None:
    for name in FIXED:
        group, _, kind = name.rpartition("/")
        found = change(manifest(kind, {"a": 1}, api=f"{group}/v1"), manifest(kind, {"a": 2}, api=f"{group}/v1"))
        assert remedy(found, found.fields)
