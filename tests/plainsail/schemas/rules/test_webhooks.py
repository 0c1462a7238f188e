"""The rules of the module of the same name, and of those for resources that webhooks share with policies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

RULE: Document = {"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["deployments"]}
SERVICE = {"name": "guard", "namespace": "shop"}


def webhook(**fields: Any) -> Document:
    sound = {
        "name": "a.example.com",
        "admissionReviewVersions": ["v1"],
        "clientConfig": {"service": SERVICE},
        "rules": [RULE],
        "sideEffects": "None",
    }
    return {name: value for name, value in (sound | fields).items() if value is not None}


def configuration(*webhooks: Document, kind: str = "ValidatingWebhookConfiguration") -> Document:
    return made(kind, "admissionregistration.k8s.io/v1", webhooks=list(webhooks))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "example.com"}, "name", "a DNS name of three parts or more"),
        ({"sideEffects": "Some"}, "sideEffects", "is none of None, NoneOnDryRun"),
        ({"sideEffects": None}, "sideEffects", "is required and missing"),
        ({"timeoutSeconds": 31}, "timeoutSeconds", "31 is above 30"),
        ({"failurePolicy": ""}, "failurePolicy", "is none of Fail, Ignore"),
        ({"matchPolicy": "All"}, "matchPolicy", "is none of Exact, Equivalent"),
        ({"admissionReviewVersions": ["v2"]}, "admissionReviewVersions", "holds neither v1 nor v1beta1"),
        ({"admissionReviewVersions": []}, "admissionReviewVersions", "holds neither v1 nor v1beta1"),
        ({"admissionReviewVersions": ["v1", "v1"]}, "admissionReviewVersions", "says one thing twice"),
        ({"clientConfig": {}}, "clientConfig", "needs one of service, url"),
        ({"clientConfig": {"service": SERVICE, "url": "https://a"}}, "clientConfig.url", "stands beside service"),
        ({"clientConfig": {"service": SERVICE | {"path": "a"}}}, "clientConfig.service.path", "is no path"),
        ({"clientConfig": {"service": SERVICE | {"path": "/a//b"}}}, "clientConfig.service.path", "is no path"),
        ({"clientConfig": {"service": SERVICE | {"port": 0}}}, "clientConfig.service.port", "0 is below 1"),
        ({"matchConditions": [{"name": "a b", "expression": "true"}]}, "matchConditions[a b].name", "is no label key"),
        ({"matchConditions": [{"name": "a", "expression": " "}]}, "matchConditions[a].expression", "is blank"),
        (
            {"matchConditions": [{"name": "a", "expression": "true"}] * 2},
            "matchConditions[1]",
            "name 'a' is there twice",
        ),
        ({"rules": [RULE | {"scope": "All"}]}, "rules[0].scope", "is none of *, Cluster, Namespaced"),
        ({"rules": [RULE | {"operations": ["CREATE", "*"]}]}, "rules[0].operations", "holds '*'"),
        ({"rules": [RULE | {"operations": ["create"]}]}, "rules[0].operations[0]", "did you mean 'CREATE'?"),
        ({"rules": [RULE | {"apiVersions": []}]}, "rules[0].apiVersions", "is empty"),
        ({"rules": [RULE | {"resources": ["pods", "*/*"]}]}, "rules[0].resources", "holds '*/*'"),
        ({"rules": [RULE | {"resources": ["*", "pods"]}]}, "rules[0].resources", "'pods' beside it"),
        ({"rules": [RULE | {"resources": ["pods/*", "pods/log"]}]}, "rules[0].resources[1]", "is part of 'pods/*'"),
        ({"rules": [RULE | {"resources": ["*/scale", "a/scale"]}]}, "rules[0].resources[1]", "is part of '*/scale'"),
        ({"rules": [{"apiGroups": ["*"]}]}, "rules[0].apiVersions", "is required and missing"),
    ],
)
def test_refused(fields: Document, field: str, message: str) -> None:
    name = fields.get("name", "a.example.com")

    found = told(configuration(webhook(**fields)))

    assert any(at == f"webhooks[{name}].{field}" and message in text for at, text in found), found


@pytest.mark.parametrize(
    "url",
    [
        *("http://a", "a.example.com", "https://", "https:a", "https://a?b=c", "https://a#b", "https://me@a", "://a"),
        *("https://a:port", "https://a b", "https://a/%zz", "https://[::1", "https://a%41", ""),
    ],
)
def test_urls_refused(url: str) -> None:
    [(_, message)] = told(configuration(webhook(clientConfig={"url": url})))

    assert "is no URL in the form https://host/path" in message


@pytest.mark.parametrize(
    "url",
    [
        *("https://a", "HTTPS://a:443/b c/%20", "https://[::1]:8443/", "https://a:", "https://1.2.3.4/a", "https://a?"),
        *("https://a#", "https://é.example.com/é", "https://a_b"),
    ],
)
def test_urls_accepted(url: str) -> None:
    assert told(configuration(webhook(clientConfig={"url": url}))) == []


def test_sound() -> None:
    rules = [
        RULE | {"apiGroups": ["", "*"][:1], "operations": ["*"], "resources": ["pods", "pods/log"], "scope": "*"},
        RULE | {"resources": ["*", "*/scale"]},
        RULE | {"resources": ["*/*"]},
    ]
    whole = webhook(rules=rules, timeoutSeconds=30, failurePolicy="Ignore", admissionReviewVersions=["v2", "v1beta1"])
    service = webhook(name="b.example.com", clientConfig={"service": SERVICE | {"path": "/a/b.c/", "port": 8443}})

    assert told(configuration(whole, service)) == []
    assert told(configuration()) == []


def test_names_are_there_once() -> None:
    assert told(configuration(webhook(), webhook())) == [("webhooks[1]", "name 'a.example.com' is there twice")]


def test_reinvocation_is_of_mutating_webhooks() -> None:
    [(field, _)] = told(configuration(webhook(reinvocationPolicy=""), kind="MutatingWebhookConfiguration"))

    assert field == "webhooks[a.example.com].reinvocationPolicy"
