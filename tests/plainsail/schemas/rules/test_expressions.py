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


@pytest.mark.parametrize(
    "expression",
    [
        "object.spec.containers.map(c, c.image).exists(i, i.endsWith(':latest'))",
        "object.x.all(key, value, key != value)",
        "1 < 1.5 && object.x < 1 && object.x == 'a'",
        "'%s %d'.format(['a', 1]) == object.x + string(object.y)",
        "quantity(object.x).isGreaterThan(quantity('1Gi'))",
        "authorizer.group('').resource('pods').check('get').allowed()",
        "authorizer.requestResource.check('update').allowed()",
        "sets.contains([1], [1]) || optional.of(1).hasValue() || lists.range(3).size() == 3",
        "type(object.x) == int && dyn(1) == 'a'",
        "object.?a.?b.orValue('c') == 'c' ? true : has(object.x)",
        "!(request.userInfo.groups.exists(g, g == 'admin') || namespaceObject.metadata.labels['a'] in ['b'])",
    ],
)
def test_sound_expressions(expression: str) -> None:
    assert told(policy(validations=[{"expression": expression}])) == []


@pytest.mark.parametrize(
    "expression",
    [
        *("'a' + 1 == 'b'", "request.name == 1", "request.nam == 'a'", "!request.name", "size(1) == 1", "has(object)"),
        *("siz(object.x) == 1", "object.x ? 'a' : 1", "quantity(object.x) > quantity('1')", "a.startsWith('a')", "*"),
        *("object.x.all(y.z, true)", "object.x.filter(y, 'a') == []", "object.x && 1", "[1, 'a'] == []", "null"),
        *("object.x == 1 ? object.y : true", "object.?x.orValue(true)", "jsonpatch.escape('a') == 'b'", "10.1.2.3"),
    ],
)
def test_expressions_refused(expression: str) -> None:
    [(field, _)] = told(policy(validations=[{"expression": expression}]))

    assert field == "spec.validations[0].expression"


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
