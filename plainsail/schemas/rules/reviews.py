"""What the API server refuses in questions about people and rights: SubjectAccessReview, TokenReview and their kin.

After `pkg/apis/authorization/validation` and `pkg/registry/authentication`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import (
    STATUS,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Rule,
    Together,
    exactly_one,
)
from plainsail.schemas.rules.words import NOT_EMPTY

FIELDS: Fields = {
    "authentication.v1.TokenReviewSpec": {"token": NOT_EMPTY},
    "authorization.v1.SelfSubjectRulesReviewSpec": {"namespace": NOT_EMPTY},
}

REQUIRED: Names = {
    "authentication.v1.TokenReviewSpec": ("token",),
    "authorization.v1.SelfSubjectRulesReviewSpec": ("namespace",),
}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = dict.fromkeys(
    (
        "authentication.v1.TokenReview",
        *(f"authorization.v1.{kind}AccessReview" for kind in ("LocalSubject", "SelfSubject", "Subject")),
        "authorization.v1.SelfSubjectRulesReview",
    ),
    STATUS,
)
"""Fields whose value follows other rules than elsewhere: the answer is not part of the question."""


def _metadata_of(*allowed: str) -> Rule:
    """A question is not kept, and so has no name."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        for field, said in value.get("metadata", {}).items():
            if said not in ("", {}, []) and field not in (*allowed, "managedFields"):
                yield Refusal(("metadata", field), "may not be given: a review is answered, and not kept")

    return rule


def _user_or_group(value: Document, _: Place) -> Iterator[Refusal]:
    if not value.get("user") and not value.get("groups"):
        yield Refusal((), "needs one of user, groups")


def _own_namespace(value: Document, _: Place) -> Iterator[Refusal]:
    attributes = value["spec"].get("resourceAttributes")
    own = value.get("metadata", {}).get("namespace", "")
    if attributes is not None and own and attributes.get("namespace", "") != own:
        at = ("spec", "resourceAttributes", "namespace")
        yield Refusal(at, f"is not {own}, which is the namespace of the review")
    if "nonResourceAttributes" in value["spec"]:
        yield Refusal(("spec", "nonResourceAttributes"), "stands in a review of one namespace")


def _selector(value: Document, _: Place) -> Iterator[Refusal]:
    if value.get("rawSelector") and value.get("requirements"):
        yield Refusal(("rawSelector",), "stands beside requirements; only one of them may be there")
    elif not value.get("rawSelector") and not value.get("requirements"):
        yield Refusal((), "needs one of rawSelector, requirements")


_ATTRIBUTES = exactly_one("resourceAttributes", "nonResourceAttributes")

TOGETHER: Together = {
    "authorization.v1.FieldSelectorAttributes": (_selector,),
    "authorization.v1.LabelSelectorAttributes": (_selector,),
    "authorization.v1.LocalSubjectAccessReview": (_metadata_of("namespace"), _own_namespace),
    "authorization.v1.SelfSubjectAccessReview": (_metadata_of(),),
    "authorization.v1.SelfSubjectAccessReviewSpec": (_ATTRIBUTES,),
    "authorization.v1.SubjectAccessReview": (_metadata_of(),),
    "authorization.v1.SubjectAccessReviewSpec": (_ATTRIBUTES, _user_or_group),
}
