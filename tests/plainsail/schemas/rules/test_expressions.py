"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

RULES = {
    "resourceRules": [
        {"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["deployments"]}
    ]
}
SOUND = [{"expression": "true"}]


def policy(**spec: Any) -> Document:
    fields = {"matchConstraints": RULES, "validations": SOUND} | spec
    return made("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1", spec=fields)


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"validations": [{"expression": "a b"}]}, "validations[0].expression", "is no sound expression in CEL"),
        ({"validations": [{"expression": "objec.x == 1"}]}, "validations[0].expression", "did you mean 'object'?"),
        ({"validations": [{"expression": "1"}]}, "validations[0].expression", "gives a value of type int"),
        (
            {"validations": [{"expression": "object.spec.paused"}]},
            "validations[0].expression",
            "gives what is of no known type, where true or false belongs; compare it, or write bool(...)",
        ),
        ({"validations": [{"expression": "params.x == 1"}]}, "validations[0].expression", "'params' is not known here"),
        (
            {"validations": [{"expression": "variables.x == 1"}]},
            "validations[0].expression",
            "'variables' is not known here",
        ),
        (
            {"validations": [*SOUND, {"expression": "true", "messageExpression": "object.x"}]},
            "validations[1].messageExpression",
            "where text belongs",
        ),
        (
            {"validations": [{"expression": "true", "messageExpression": "string(authorizer.x)"}]},
            "validations[0].messageExpression",
            "'authorizer' is not known here",
        ),
        (
            {"auditAnnotations": [{"key": "a", "valueExpression": "1"}]},
            "auditAnnotations[0].valueExpression",
            "where text or null belongs",
        ),
        (
            {"matchConditions": [{"name": "a", "expression": "variables.x == 1"}]},
            "matchConditions[a].expression",
            "'variables' is not known here",
        ),
        (
            {"variables": [{"name": "b", "expression": "variables.a"}, {"name": "a", "expression": "1"}]},
            "variables[b].expression",
            "'a' is no field of variables",
        ),
        (
            {
                "variables": [{"name": "n", "expression": "size(object.x)"}],
                "validations": [{"expression": "variables.n == 'a'"}],
            },
            "validations[0].expression",
            "== does not take int and string",
        ),
    ],
)
def test_refused_in_policies(spec: Document, field: str, message: str) -> None:
    assert [(at, message in text) for at, text in told(policy(**spec))] == [(f"spec.{field}", True)]


def test_sound_policy() -> None:
    """What each expression may know."""
    spec = {
        "paramKind": {"apiVersion": "v1", "kind": "ConfigMap"},
        "matchConditions": [{"name": "a", "expression": "params.data.x == request.name && authorizer != null"}],
        "variables": [
            {"name": "a", "expression": "object.spec.replicas"},
            {"name": "b", "expression": "variables.a > 1"},
        ],
        "validations": [
            {"expression": "variables.b", "messageExpression": "'has ' + string(variables.a) + params.data.y"},
            {"expression": "namespaceObject.metadata.labels['env'] == 'test' || oldObject == null"},
        ],
        "auditAnnotations": [{"key": "a", "valueExpression": "null"}, {"key": "b", "valueExpression": "'a'"}],
    }

    assert told(policy(**spec)) == []


def test_webhooks() -> None:
    """Their conditions know no parameters."""
    webhook = {
        "name": "a.example.com",
        "admissionReviewVersions": ["v1"],
        "clientConfig": {"url": "https://a.example.com"},
        "matchConditions": [
            {"name": "sound", "expression": "request.operation == 'CREATE'"},
            {"name": "wrong", "expression": "params.x == 1"},
        ],
        "sideEffects": "None",
    }
    configuration = made("MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1", webhooks=[webhook])

    [(field, message)] = told(configuration)

    assert field == "webhooks[a.example.com].matchConditions[wrong].expression"
    assert "'params' is not known here" in message


def test_patches() -> None:
    """They make objects, which no other expression may."""
    mutations = [
        {"patchType": "ApplyConfiguration", "applyConfiguration": {"expression": "Object{spec: Object.spec{a: 1}}"}},
        {
            "patchType": "JSONPatch",
            "jsonPatch": {"expression": "[JSONPatch{op: 'add', path: '/a/' + jsonpatch.escapeKey('b/c'), value: 1}]"},
        },
        {"patchType": "JSONPatch", "jsonPatch": {"expression": "[JSONPatch{op: objec.x}]"}},
    ]
    spec = {"matchConstraints": RULES, "mutations": mutations, "reinvocationPolicy": "Never"}
    document = made("MutatingAdmissionPolicy", "admissionregistration.k8s.io/v1beta1", spec=spec)

    [(field, message)] = told(document)

    assert field == "spec.mutations[2].jsonPatch.expression"
    assert "did you mean 'object'?" in message
