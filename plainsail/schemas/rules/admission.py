"""What the API server refuses in what webhooks and admission policies share: rules for resources, match conditions.

After `pkg/apis/admissionregistration/validation`.
"""

from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.together import (
    FieldRule,
    Fields,
    Names,
    Place,
    Refusal,
    Together,
    of_versions,
    unique,
    wildcard_alone,
)
from plainsail.schemas.rules.words import LABEL_KEY, NOT_BLANK, NOT_EMPTY, text

VERSIONS = ("v1", "v1beta1", "v1alpha1")
"""Those in which there are admission policies."""

CONDITIONS: Schema = {"maxItems": 64}
FAILURE_POLICY: Schema = {"enum": ["Fail", "Ignore"]}
MATCH_POLICY: Schema = {"enum": ["Exact", "Equivalent"]}
REINVOCATION: Schema = {"enum": ["Never", "IfNeeded"]}
CONDITION_NAMES = unique("matchConditions", "name")

_RULE: Mapping[str, FieldRule] = {
    "apiGroups": {"minItems": 1},
    "apiVersions": {"minItems": 1, "items": NOT_EMPTY},
    "operations": {"minItems": 1, "items": {"enum": ["*", "CREATE", "UPDATE", "DELETE", "CONNECT"]}},
    "resources": {"minItems": 1, "items": NOT_EMPTY},
    "scope": {"enum": ["*", "Cluster", "Namespaced"]},
}
_RULE_FIELDS = ("apiGroups", "apiVersions", "operations", "resources")
_RESOURCE_NAME = text("object", r"|\.?[^./%][^/%]*|\.\.[^/%]+", "is '.' or '..', or holds '/' or '%'")

FIELDS: Fields = {
    "admissionregistration.v1.RuleWithOperations": _RULE,
    **of_versions(
        "admissionregistration",
        VERSIONS,
        {
            "MatchCondition": {"expression": NOT_BLANK, "name": LABEL_KEY},
            "NamedRuleWithOperations": {**_RULE, "resourceNames": {"items": _RESOURCE_NAME}},
        },
    ),
}

REQUIRED: Names = {
    "admissionregistration.v1.RuleWithOperations": _RULE_FIELDS,
    **of_versions("admissionregistration", VERSIONS, {"NamedRuleWithOperations": _RULE_FIELDS}),
}
"""Fields that the API server requires and the published schema does not."""


def _resources_overlap(value: Document, _: Place) -> Iterator[Refusal]:
    """No resource is part of another that has a wildcard."""
    resources: list[str] = value.get("resources", [])
    all_of: set[str] = set()
    every: set[str] = set()
    for index, resource in enumerate(resources):
        name, slash, subresource = resource.partition("/")
        if not slash:
            continue
        if name in all_of:
            yield Refusal(("resources", index), f"'{resource}' is part of '{name}/*', which is there too")
        elif subresource in every:
            yield Refusal(("resources", index), f"'{resource}' is part of '*/{subresource}', which is there too")
        if subresource == "*":
            all_of.add(name)
        if name == "*":
            every.add(subresource)
    if "*/*" in resources and len(resources) > 1:
        yield Refusal(("resources",), "holds '*/*', which stands for all, and more beside it")
    whole = [resource for resource in resources if resource and "/" not in resource]
    if "*" in whole and whole[-1] != "*":  # the last one decides in the API server too
        yield Refusal(("resources",), f"holds '*', which stands for all resources, and '{whole[-1]}' beside it")


_OF_RULE = (wildcard_alone("apiGroups", "apiVersions", "operations"), _resources_overlap)

TOGETHER: Together = {
    "admissionregistration.v1.RuleWithOperations": _OF_RULE,
    **of_versions("admissionregistration", VERSIONS, {"NamedRuleWithOperations": (*_OF_RULE, unique("resourceNames"))}),
}
