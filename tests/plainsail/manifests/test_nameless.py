"""Objects that are asked and answered, and never stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.manifests.loader import read_path
from plainsail.manifests.nameless import is_nameless

ASKED = "apiVersion: %s/v1\nkind: %s\n"
REVIEWS = [
    ("authentication.k8s.io", "SelfSubjectReview"),
    ("authentication.k8s.io", "TokenReview"),
    ("authorization.k8s.io", "LocalSubjectAccessReview"),
    ("authorization.k8s.io", "SelfSubjectAccessReview"),
    ("authorization.k8s.io", "SelfSubjectRulesReview"),
    ("authorization.k8s.io", "SubjectAccessReview"),
]


@pytest.mark.parametrize("metadata", ["", "metadata: {}\n", "metadata: {namespace: a}\n"])
@pytest.mark.parametrize(("group", "kind"), REVIEWS)
def test_a_review_needs_neither_a_name_nor_metadata(tmp_path: Path, group: str, kind: str, metadata: str) -> None:
    (tmp_path / "a.yaml").write_text(ASKED % (group, kind) + metadata, encoding="utf-8")

    [resource] = read_path(str(tmp_path / "a.yaml"), "1.35").resources

    assert str(resource.key) == kind


@pytest.mark.parametrize("kind", ["Binding", "Eviction"])
def test_what_is_asked_of_a_pod_names_the_pod(kind: str) -> None:
    assert not is_nameless({"apiVersion": "v1", "kind": kind})
