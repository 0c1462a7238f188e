"""What the API server refuses in FlowSchema and PriorityLevelConfiguration (`pkg/apis/flowcontrol/validation`)."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.together import (
    STATUS,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Together,
    at_least_one_item,
    of_versions,
    wildcard_alone,
)
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, NOT_EMPTY, number, text

_GROUP = "flowcontrol"
_VERSIONS = ("v1", "v1beta3", "v1beta2", "v1beta1")
_QUEUES, _HAND = 64, 8  # the defaults, which stand for 0 too
_ENTROPY = 60
_PRESERVE_ZERO = "flowcontrol.k8s.io/preserve-zero-concurrency-shares"

_VERBS: Schema = {
    "minItems": 1,
    "items": {
        "enum": ["*", "get", "list", "create", "update", "delete", "deletecollection", "patch", "watch", "proxy"]
    },
}
_URL = text(
    "object",
    r"\*|/\*?|(/[^/ *]+)+(/\*?)?",
    "is no path of a URL: '*', or '/' and then parts without space and '*', with '/' between; the last may be '*'",
)
_PERCENTAGE = number(0, 100)
_LIMITED = {"lendablePercent": _PERCENTAGE, "borrowingLimitPercent": number(0)}

FIELDS: Fields = {
    **of_versions(
        _GROUP,
        _VERSIONS,
        {
            "FlowDistinguisherMethod": {"type": {"enum": ["ByNamespace", "ByUser"]}},
            "FlowSchemaSpec": {"matchingPrecedence": number(0, 10_000)},
            "GroupSubject": {"name": NOT_EMPTY},
            "LimitResponse": {"type": {"enum": ["Queue", "Reject"]}},
            "NonResourcePolicyRule": {"nonResourceURLs": {"minItems": 1, "items": _URL}, "verbs": _VERBS},
            "PolicyRulesWithSubjects": {"subjects": {"minItems": 1}},
            "PriorityLevelConfigurationReference": {"name": DNS_SUBDOMAIN},
            "PriorityLevelConfigurationSpec": {"type": {"enum": ["Exempt", "Limited"]}},
            "QueuingConfiguration": {
                "handSize": number(0),
                "queueLengthLimit": number(0),
                "queues": number(0, 10_000_000),
            },
            "ResourcePolicyRule": {
                "apiGroups": {"minItems": 1},
                "namespaces": {"items": {"anyOf": [{"const": "*"}, DNS_LABEL]}},
                "resources": {"minItems": 1},
                "verbs": _VERBS,
            },
            "ServiceAccountSubject": {"name": {"anyOf": [{"const": "*"}, DNS_SUBDOMAIN]}, "namespace": DNS_LABEL},
            "Subject": {"kind": {"enum": ["User", "Group", "ServiceAccount"]}},
            "UserSubject": {"name": NOT_EMPTY},
        },
    ),
    **of_versions(
        _GROUP,
        ("v1", "v1beta3"),
        {
            "ExemptPriorityLevelConfiguration": {"lendablePercent": _PERCENTAGE, "nominalConcurrencyShares": number(0)},
            "LimitedPriorityLevelConfiguration": {**_LIMITED, "nominalConcurrencyShares": number(0)},
        },
    ),
    **of_versions(
        _GROUP,
        ("v1beta2", "v1beta1"),
        {"LimitedPriorityLevelConfiguration": {"assuredConcurrencyShares": number(0)}},
    ),
}

REQUIRED: Names = of_versions(
    _GROUP,
    _VERSIONS,
    {
        "FlowSchema": ("spec",),
        "LimitedPriorityLevelConfiguration": ("limitResponse",),
        "PriorityLevelConfiguration": ("spec",),
    },
)
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = of_versions(_GROUP, _VERSIONS, {"FlowSchema": STATUS, "PriorityLevelConfiguration": STATUS})
"""Fields whose value follows other rules than elsewhere."""

_EVERYTHING: Mapping[str, Any] = {
    "nonResourceRules": [{"nonResourceURLs": ["*"], "verbs": ["*"]}],
    "resourceRules": [
        {"apiGroups": ["*"], "clusterScope": True, "namespaces": ["*"], "resources": ["*"], "verbs": ["*"]}
    ],
}
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "catch-all": {
        "distinguisherMethod": {"type": "ByUser"},
        "matchingPrecedence": 10_000,
        "priorityLevelConfiguration": {"name": "catch-all"},
        "rules": [
            {
                **_EVERYTHING,
                "subjects": [
                    {"group": {"name": "system:unauthenticated"}, "kind": "Group"},
                    {"group": {"name": "system:authenticated"}, "kind": "Group"},
                ],
            }
        ],
    },
    "exempt": {
        "matchingPrecedence": 1,
        "priorityLevelConfiguration": {"name": "exempt"},
        "rules": [{**_EVERYTHING, "subjects": [{"group": {"name": "system:masters"}, "kind": "Group"}]}],
    },
}
"""The FlowSchemas that every API server makes itself, and that nobody may change."""
_CATCH_ALL = {
    "limited": {"lendablePercent": 0, "limitResponse": {"type": "Reject"}, "nominalConcurrencyShares": 5},
    "type": "Limited",
}


def _fixed_schema(value: Document, _: Place) -> Iterator[Refusal]:
    name = value.get("metadata", {}).get("name")
    if value["spec"].get("matchingPrecedence") == 1 and name != "exempt":
        yield Refusal(("spec", "matchingPrecedence"), "is 1, which only the FlowSchema named exempt may have")
    elif name in _SCHEMAS and value["spec"] != _SCHEMAS[name]:
        yield Refusal(("spec",), f"is not what Kubernetes fixes for the FlowSchema {name}")


def _fixed_level(value: Document, _: Place) -> Iterator[Refusal]:
    name, spec = value.get("metadata", {}).get("name"), value["spec"]
    if (name == "exempt") != (spec["type"] == "Exempt"):
        only = "type is Exempt only, and always, where the name is exempt"
        yield Refusal(("spec", "type"), f"is {spec['type']}, where metadata.name is {name}; {only}")


def _fixed_catch_all(value: Document, _: Place) -> Iterator[Refusal]:
    limited = {"lendablePercent": 0, **value["spec"].get("limited", {})}
    if value.get("metadata", {}).get("name") == "catch-all" and {**value["spec"], "limited": limited} != _CATCH_ALL:
        yield Refusal(("spec",), "is not what Kubernetes fixes for the PriorityLevelConfiguration catch-all")


def _annotation_of_the_past(value: Document, _: Place) -> Iterator[Refusal]:
    if _PRESERVE_ZERO in value.get("metadata", {}).get("annotations", {}):
        yield Refusal(("metadata", "annotations", _PRESERVE_ZERO), "may not be set in this API version")


def _subject_of_its_kind(value: Document, _: Place) -> Iterator[Refusal]:
    own = {"User": "user", "Group": "group", "ServiceAccount": "serviceAccount"}
    for kind, field in own.items():
        if kind == value["kind"] and field not in value:
            yield Refusal((field,), f"is missing, where kind is {kind}")
        elif kind != value["kind"] and field in value:
            yield Refusal((field,), f"may not be there where kind is {value['kind']}")


def _namespace_or_cluster(value: Document, _: Place) -> Iterator[Refusal]:
    if not value.get("namespaces") and not value.get("clusterScope"):
        yield Refusal((), "needs something in namespaces, or clusterScope: true")


def _level_of_its_type(value: Document, _: Place) -> Iterator[Refusal]:
    if value["type"] == "Limited" and "limited" not in value:
        yield Refusal(("limited",), "is missing, where type is Limited")
    for kind, field in (("Exempt", "limited"), ("Limited", "exempt")):
        if value["type"] == kind and field in value:
            yield Refusal((field,), f"may not be there where type is {kind}")


def _queuing_where_queued(value: Document, _: Place) -> Iterator[Refusal]:
    if value["type"] == "Queue" and "queuing" not in value:
        yield Refusal(("queuing",), "is missing, where type is Queue")
    elif value["type"] == "Reject" and "queuing" in value:
        yield Refusal(("queuing",), "may not be there where type is Reject")


def _hand_of_queues(value: Document, _: Place) -> Iterator[Refusal]:
    """Shuffle sharding deals a hand of queues to each flow, out of one hash of 60 bits."""
    queues, hand = value.get("queues") or _QUEUES, value.get("handSize") or _HAND
    if hand < 1 or queues < 1:
        return  # told at the number itself
    if hand > queues:
        yield Refusal(("handSize",), f"is {hand}, more than the {queues} queues")
    elif (bits := math.ceil(math.log2(queues) * hand)) > _ENTROPY:
        message = f"is {hand}; dealing that many of {queues} queues takes {bits} bits, and {_ENTROPY} is the most"
        yield Refusal(("handSize",), message)


TOGETHER: Together = {
    **of_versions(
        _GROUP,
        _VERSIONS,
        {
            "FlowSchema": (_fixed_schema,),
            "LimitResponse": (_queuing_where_queued,),
            "NonResourcePolicyRule": (wildcard_alone("nonResourceURLs", "verbs"),),
            "PolicyRulesWithSubjects": (at_least_one_item("resourceRules", "nonResourceRules"),),
            "PriorityLevelConfiguration": (_fixed_level,),
            "PriorityLevelConfigurationSpec": (_level_of_its_type,),
            "QueuingConfiguration": (_hand_of_queues,),
            "ResourcePolicyRule": (
                wildcard_alone("apiGroups", "namespaces", "resources", "verbs"),
                _namespace_or_cluster,
            ),
            "Subject": (_subject_of_its_kind,),
        },
    ),
    "flowcontrol.v1.PriorityLevelConfiguration": (_fixed_level, _fixed_catch_all, _annotation_of_the_past),
}
