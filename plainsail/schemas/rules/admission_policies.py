"""What the API server refuses in admission policies and their bindings; expressions are beside it.

After `pkg/apis/admissionregistration/validation`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import WORDS, Schema
from plainsail.schemas.rules.admission import (
    CONDITION_NAMES,
    CONDITIONS,
    FAILURE_POLICY,
    MATCH_POLICY,
    REINVOCATION,
    VERSIONS,
)
from plainsail.schemas.rules.expressions import of_mutating_policy, of_validating_policy
from plainsail.schemas.rules.together import (
    STATUS,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Rule,
    Together,
    at_least_one_item,
    of_versions,
    unique,
)
from plainsail.schemas.rules.words import DNS_SUBDOMAIN, NOT_BLANK, text

_GROUP = "admissionregistration"
_RESERVED = (
    *("true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import"),
    *("let", "loop", "package", "namespace", "return", "var", "void", "while"),
)
_VARIABLE: Schema = {
    "pattern": "^[_a-zA-Z][_a-zA-Z0-9]*$",
    "not": {"enum": list(_RESERVED)},
    WORDS: "is no name in CEL: letters, digits and '_', no digit first, and no reserved word",
}
_AUDIT_KEY = text("label", names.QUALIFIED, "is no key: 63 letters, digits, '-', '_' or '.' at most, and no '/'")
_MESSAGE = text("object", r"|\s*\S([^\n\r]*\S)?\s*", "is blank, or has more than one line")
_API_VERSION = text(
    "object",
    rf"(({names.SUBDOMAIN})?/)?[a-z]([-a-z0-9]{{0,61}}[a-z0-9])?",
    "is no API version: group/version, or the version alone",
)
_KIND = text("object", "[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?", "is no kind: letters, digits and '-' within")
_PARAMETER = text("object", r"|\.?[^./%][^/%]*|\.\.[^/%]+", "is '.' or '..', or holds '/' or '%'")

FIELDS: Fields = of_versions(
    _GROUP,
    VERSIONS,
    {
        "ApplyConfiguration": {"expression": NOT_BLANK},
        "AuditAnnotation": {"key": _AUDIT_KEY, "valueExpression": {"allOf": [NOT_BLANK, {"maxLength": 5 * 1024}]}},
        "JSONPatch": {"expression": NOT_BLANK},
        "MatchResources": {"matchPolicy": MATCH_POLICY},
        "MutatingAdmissionPolicyBindingSpec": {"policyName": DNS_SUBDOMAIN},
        "MutatingAdmissionPolicySpec": {
            "failurePolicy": FAILURE_POLICY,
            "matchConditions": CONDITIONS,
            "mutations": {"minItems": 1},
            "reinvocationPolicy": REINVOCATION,
        },
        "Mutation": {"patchType": {"enum": ["ApplyConfiguration", "JSONPatch"]}},
        "ParamKind": {"apiVersion": _API_VERSION, "kind": _KIND},
        "ParamRef": {"name": _PARAMETER, "parameterNotFoundAction": {"enum": ["Allow", "Deny"]}},
        "ValidatingAdmissionPolicyBindingSpec": {
            "policyName": DNS_SUBDOMAIN,
            "validationActions": {"minItems": 1, "items": {"enum": ["Deny", "Warn", "Audit"]}, "uniqueItems": True},
        },
        "ValidatingAdmissionPolicySpec": {
            "auditAnnotations": {"maxItems": 20},
            "failurePolicy": FAILURE_POLICY,
            "matchConditions": CONDITIONS,
        },
        "Validation": {
            "expression": NOT_BLANK,
            "message": _MESSAGE,
            "messageExpression": {"anyOf": [{"const": ""}, NOT_BLANK]},
            "reason": {"enum": ["Forbidden", "Invalid", "RequestEntityTooLarge"]},
        },
        "Variable": {"expression": NOT_BLANK, "name": _VARIABLE},
    },
)

REQUIRED: Names = {
    **of_versions(
        _GROUP,
        VERSIONS,
        {
            "ApplyConfiguration": ("expression",),
            "JSONPatch": ("expression",),
            "MutatingAdmissionPolicy": ("spec",),
            "MutatingAdmissionPolicyBinding": ("spec",),
            "MutatingAdmissionPolicyBindingSpec": ("policyName",),
            "MutatingAdmissionPolicySpec": ("matchConstraints", "mutations", "reinvocationPolicy"),
            "ParamKind": ("apiVersion", "kind"),
            "ValidatingAdmissionPolicy": ("spec",),
            "ValidatingAdmissionPolicyBinding": ("spec",),
            "ValidatingAdmissionPolicySpec": ("matchConstraints",),
        },
    ),
    # Before, some of their first versions knew no such field, or had a default for it.
    **of_versions(
        _GROUP,
        ("v1", "v1beta1"),
        {
            "ParamRef": ("parameterNotFoundAction",),
            "ValidatingAdmissionPolicyBindingSpec": ("policyName", "validationActions"),
        },
    ),
}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = of_versions(_GROUP, VERSIONS, {"ValidatingAdmissionPolicy": STATUS})
"""Fields whose value follows other rules than elsewhere."""


def _matches_something(value: Document, _: Place) -> Iterator[Refusal]:
    """What a policy is about is known from its rules for resources."""
    if not value["matchConstraints"].get("resourceRules"):
        yield Refusal(("matchConstraints",), "needs something in resourceRules")


def _no_deletion(field: str) -> Rule:
    """What is deleted cannot be changed."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        for index, of_resource in enumerate(value.get(field, {}).get("resourceRules", ())):
            if "DELETE" in of_resource["operations"]:
                at = (field, "resourceRules", index, "operations")
                yield Refusal(at, "holds DELETE, but what is deleted cannot be mutated")

    return rule


def _patch_of_its_type(value: Document, _: Place) -> Iterator[Refusal]:
    patch_type = value["patchType"]
    own, other = ("jsonPatch", "applyConfiguration")[:: 1 if patch_type == "JSONPatch" else -1]
    if own not in value:
        yield Refusal((own,), f"is missing, where patchType is {patch_type}")
    if other in value:
        yield Refusal((other,), f"may not be there where patchType is {patch_type}")


def _deny_or_warn(value: Document, _: Place) -> Iterator[Refusal]:
    if {"Deny", "Warn"} <= {*value.get("validationActions", ())}:
        yield Refusal(("validationActions",), "holds Deny and Warn, which would tell the same twice")


def _name_or_selector(value: Document, _: Place) -> Iterator[Refusal]:
    if value.get("name") and "selector" in value:
        yield Refusal(("selector",), "stands beside name; only one of them may be there")
    elif not value.get("name") and "selector" not in value:
        yield Refusal((), "needs one of name, selector")


TOGETHER: Together = of_versions(
    _GROUP,
    VERSIONS,
    {
        "MutatingAdmissionPolicyBindingSpec": (_no_deletion("matchResources"),),
        "MutatingAdmissionPolicySpec": (
            *(CONDITION_NAMES, _matches_something, _no_deletion("matchConstraints"), of_mutating_policy),
        ),
        "Mutation": (_patch_of_its_type,),
        "ParamRef": (_name_or_selector,),
        "ValidatingAdmissionPolicyBindingSpec": (_deny_or_warn,),
        "ValidatingAdmissionPolicySpec": (
            CONDITION_NAMES,
            _matches_something,
            at_least_one_item("validations", "auditAnnotations"),
            unique("auditAnnotations", "key"),
            of_validating_policy,
        ),
    },
)
