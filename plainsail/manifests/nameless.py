"""Objects that the API server answers and never keeps: they need no name, nor any metadata."""

from collections.abc import Mapping
from typing import Any

from plainsail.manifests.fields import text

_REVIEWS = {
    "authentication.k8s.io": ("SelfSubjectReview", "TokenReview"),
    "authorization.k8s.io": (
        "LocalSubjectAccessReview",
        "SelfSubjectAccessReview",
        "SelfSubjectRulesReview",
        "SubjectAccessReview",
    ),
}
"""By API group: those whose storage takes a create, and looks at no name."""


def is_nameless(document: Mapping[str, Any]) -> bool:
    """Whether an object of this kind is asked and answered, and never stored.

    >>> is_nameless({"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview"})
    True
    """
    group = text(document, "apiVersion").rpartition("/")[0]
    return text(document, "kind") in _REVIEWS.get(group, ())
