"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

GROUP = "flowcontrol.apiserver.k8s.io"
USER = {"kind": "User", "user": {"name": "*"}}
RESOURCES: Document = {"verbs": ["get"], "apiGroups": [""], "resources": ["pods"], "namespaces": ["*"]}
URLS: Document = {"verbs": ["*"], "nonResourceURLs": ["/healthz/*"]}


def schema(name: str = "shop", version: str = "v1", **spec: Any) -> Document:
    sound = {
        "matchingPrecedence": 100,
        "priorityLevelConfiguration": {"name": "shop"},
        "rules": [{"subjects": [USER], "resourceRules": [RESOURCES]}],
    }
    return made("FlowSchema", f"{GROUP}/{version}", name, spec=sound | spec)


def rule(**fields: Any) -> Document:
    return schema(rules=[{"subjects": [USER], "resourceRules": [RESOURCES]} | fields])


def level(name: str = "shop", **spec: Any) -> Document:
    return made("PriorityLevelConfiguration", f"{GROUP}/v1", name, spec=spec)


def limited(**fields: Any) -> Document:
    return level(type="Limited", limited={"limitResponse": {"type": "Reject"}} | fields)


def queued(**queuing: int) -> Document:
    return limited(limitResponse={"type": "Queue", "queuing": queuing})


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (schema(matchingPrecedence=10_001), "matchingPrecedence", "above 10000"),
        (schema(matchingPrecedence=1), "matchingPrecedence", "only the FlowSchema named exempt may have"),
        (schema("catch-all"), "", "is not what Kubernetes fixes for the FlowSchema catch-all"),
        (schema(distinguisherMethod={"type": ""}), "distinguisherMethod.type", "is none of ByNamespace, ByUser"),
        (schema(priorityLevelConfiguration={"name": "A"}), "priorityLevelConfiguration.name", "is no DNS name"),
        (rule(subjects=[]), "rules[0].subjects", "is empty"),
        (rule(resourceRules=[]), "rules[0]", "needs something in resourceRules or nonResourceRules"),
        (
            rule(subjects=[{"kind": "Group", "user": {"name": "a"}}]),
            "rules[0].subjects[Group].group",
            "is missing, where kind is Group",
        ),
        (
            rule(subjects=[USER | {"group": {"name": "a"}}]),
            "rules[0].subjects[User].group",
            "may not be there where kind is User",
        ),
        (rule(resourceRules=[RESOURCES | {"verbs": ["*", "get"]}]), "rules[0].resourceRules[0].verbs", "holds '*'"),
        (
            rule(resourceRules=[RESOURCES | {"verbs": ["escalate"]}]),
            "rules[0].resourceRules[0].verbs[0]",
            "is none of *, get,",
        ),
        (
            rule(resourceRules=[RESOURCES | {"namespaces": []}]),
            "rules[0].resourceRules[0]",
            "needs something in namespaces, or clusterScope: true",
        ),
        (
            rule(nonResourceRules=[URLS | {"nonResourceURLs": ["/a*"]}]),
            "rules[0].nonResourceRules[0].nonResourceURLs[0]",
            "is no path of a URL",
        ),
        (level(type="Exempt"), "type", "type is Exempt only, and always, where the name is exempt"),
        (level("exempt", type="Limited", limited={"limitResponse": {"type": "Reject"}}), "type", "always"),
        (level("catch-all", type="Limited", limited={"limitResponse": {"type": "Reject"}}), "", "fixes for the"),
        (level(type="Limited"), "limited", "is missing, where type is Limited"),
        (limited(nominalConcurrencyShares=-1), "limited.nominalConcurrencyShares", "-1 is below 0"),
        (limited(lendablePercent=101), "limited.lendablePercent", "101 is above 100"),
        (level(type="Limited", limited={}), "limited.limitResponse", "is required and missing"),
        (
            limited(limitResponse={"type": "Queue"}),
            "limited.limitResponse.queuing",
            "is missing, where type is Queue",
        ),
        (
            limited(limitResponse={"type": "Reject", "queuing": {}}),
            "limited.limitResponse.queuing",
            "may not be there where type is Reject",
        ),
        (queued(queues=4), "limited.limitResponse.queuing.handSize", "is 8, more than the 4 queues"),
        (queued(queues=1024, handSize=8), "limited.limitResponse.queuing.handSize", "takes 80 bits, and 60"),
        (queued(queues=10_000_001, handSize=1), "limited.limitResponse.queuing.queues", "above 10000000"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at == (f"spec.{field}" if field else "spec") and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        schema(matchingPrecedence=0),
        schema(version="v1beta3") | {"status": {"conditions": [{}]}},
        rule(nonResourceRules=[URLS, URLS | {"nonResourceURLs": ["*"]}, URLS | {"nonResourceURLs": ["/", "/a/b/"]}]),
        rule(subjects=[{"kind": "ServiceAccount", "serviceAccount": {"name": "*", "namespace": "shop"}}]),
        rule(resourceRules=[RESOURCES | {"namespaces": None, "clusterScope": True}]),
        level("exempt", type="Exempt", exempt={"nominalConcurrencyShares": 7}),
        level(
            "catch-all",
            type="Limited",
            limited={"nominalConcurrencyShares": 5, "limitResponse": {"type": "Reject"}},
        ),
        limited(nominalConcurrencyShares=0, borrowingLimitPercent=500),
        queued(),
        queued(queues=0, handSize=0),
        queued(queues=1024, handSize=6),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document, "1.31" if document["apiVersion"].endswith("beta3") else "1.35") == []
