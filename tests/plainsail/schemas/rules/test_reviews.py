"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document
from tests.plainsail.schemas.rules.judged import told

PODS: Document = {"verb": "get", "resource": "pods"}


def review(kind: str, metadata: Document | None = None, **spec: Any) -> Document:
    group = "authentication" if kind == "TokenReview" else "authorization"
    return {"apiVersion": f"{group}.k8s.io/v1", "kind": kind, "metadata": metadata or {}, "spec": spec}


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (review("SubjectAccessReview", resourceAttributes=PODS), "spec", "needs one of user, groups"),
        (review("SubjectAccessReview", user="a"), "spec", "needs one of resourceAttributes, nonResourceAttributes"),
        (
            review("SelfSubjectAccessReview", resourceAttributes=PODS, nonResourceAttributes={"path": "/"}),
            "spec.nonResourceAttributes",
            "stands beside resourceAttributes",
        ),
        (
            review("SelfSubjectAccessReview", resourceAttributes=PODS | {"labelSelector": {}}),
            "spec.resourceAttributes.labelSelector",
            "needs one of rawSelector, requirements",
        ),
        (
            review("SelfSubjectAccessReview", {"name": "a"}, resourceAttributes=PODS),
            "metadata.name",
            "a review is answered, and not kept",
        ),
        (
            review("LocalSubjectAccessReview", {"namespace": "a"}, user="b", resourceAttributes=PODS),
            "spec.resourceAttributes.namespace",
            "is not a, which is the namespace of the review",
        ),
        (
            review("LocalSubjectAccessReview", {"namespace": "a"}, user="b", nonResourceAttributes={"path": "/"}),
            "spec.nonResourceAttributes",
            "stands in a review of one namespace",
        ),
        (review("SelfSubjectRulesReview"), "spec.namespace", "is required and missing"),
        (review("TokenReview", token=""), "spec.token", "is empty"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(at, text)] = told(document)

    assert at == field
    assert message in text


@pytest.mark.parametrize(
    "document",
    [
        review("SubjectAccessReview", user="a", resourceAttributes=PODS) | {"status": {}},
        review("LocalSubjectAccessReview", {"namespace": "a"}, user="b", resourceAttributes=PODS | {"namespace": "a"}),
        review("SelfSubjectRulesReview", namespace="a"),
        review("TokenReview", token="a"),  # noqa: S106 - no secret
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []
