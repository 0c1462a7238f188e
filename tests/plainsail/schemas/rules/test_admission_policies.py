"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

RULE: Document = {"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["deployments"]}
SOUND = {"matchConstraints": {"resourceRules": [RULE]}, "validations": [{"expression": "true"}]}
GROUP = "admissionregistration.k8s.io"
PATCH = {"patchType": "JSONPatch", "jsonPatch": {"expression": "[]"}}


def policy(**spec: Any) -> Document:
    return made("ValidatingAdmissionPolicy", f"{GROUP}/v1", spec=SOUND | spec)


def binding(**spec: Any) -> Document:
    sound = {"policyName": "replicas", "validationActions": ["Deny"]}
    return made("ValidatingAdmissionPolicyBinding", f"{GROUP}/v1", spec=sound | spec)


def mutating(**spec: Any) -> Document:
    sound = {"matchConstraints": {"resourceRules": [RULE]}, "mutations": [PATCH], "reinvocationPolicy": "Never"}
    return made("MutatingAdmissionPolicy", f"{GROUP}/v1beta1", spec=sound | spec)


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (policy(matchConstraints={}), "matchConstraints", "needs something in resourceRules"),
        (policy(matchConstraints={"matchPolicy": ""}), "matchConstraints.matchPolicy", "is none of Exact"),
        (policy(validations=[]), "", "needs something in validations or auditAnnotations"),
        (policy(failurePolicy="fail"), "failurePolicy", "did you mean 'Fail'?"),
        (policy(validations=[{"expression": "true", "message": " "}]), "validations[0].message", "is blank"),
        (
            policy(validations=[{"expression": "true", "message": "a\nb"}]),
            "validations[0].message",
            "more than one line",
        ),
        (
            policy(validations=[{"expression": "true", "messageExpression": " "}]),
            "validations[0].messageExpression",
            "is blank",
        ),
        (
            policy(validations=[{"expression": "true", "reason": "No"}]),
            "validations[0].reason",
            "is none of Forbidden, Invalid, RequestEntityTooLarge",
        ),
        (policy(variables=[{"name": "a-b", "expression": "1"}]), "variables[a-b].name", "is no name in CEL"),
        (policy(variables=[{"name": "in", "expression": "1"}]), "variables[in].name", "is no name in CEL"),
        (policy(paramKind={"kind": "A"}), "paramKind.apiVersion", "is required and missing"),
        (policy(paramKind={"kind": "A", "apiVersion": "a/b/c"}), "paramKind.apiVersion", "is no API version"),
        (policy(paramKind={"kind": "A", "apiVersion": "a/"}), "paramKind.apiVersion", "is no API version"),
        (policy(paramKind={"kind": "1", "apiVersion": "v1"}), "paramKind.kind", "is no kind"),
        (
            policy(auditAnnotations=[{"key": "a/b", "valueExpression": "'a'"}]),
            "auditAnnotations[0].key",
            "and no '/'",
        ),
        (
            policy(auditAnnotations=[{"key": "a", "valueExpression": "'a'"}] * 2),
            "auditAnnotations[1]",
            "key 'a' is there twice",
        ),
        (
            policy(matchConstraints={"resourceRules": [RULE | {"resourceNames": [".."]}]}),
            "matchConstraints.resourceRules[0].resourceNames[0]",
            "is '.' or '..'",
        ),
        (binding(policyName=""), "policyName", "is no DNS name"),
        (binding(validationActions=[]), "validationActions", "is empty"),
        (binding(validationActions=["Deny", "Warn"]), "validationActions", "would tell the same twice"),
        (binding(validationActions=["Deny", "Deny"]), "validationActions", "says one thing twice"),
        (binding(validationActions=["deny"]), "validationActions[0]", "did you mean 'Deny'?"),
        (binding(paramRef={"name": "a"}), "paramRef.parameterNotFoundAction", "is required and missing"),
        (binding(paramRef={"parameterNotFoundAction": "Deny"}), "paramRef", "needs one of name, selector"),
        (
            binding(paramRef={"name": "a", "selector": {}, "parameterNotFoundAction": "Deny"}),
            "paramRef.selector",
            "stands beside name",
        ),
        (mutating(mutations=[]), "mutations", "is empty"),
        (mutating(mutations=[{"patchType": "JSONPatch"}]), "mutations[0].jsonPatch", "is missing, where patchType is"),
        (
            mutating(mutations=[PATCH | {"applyConfiguration": {"expression": "Object{}"}}]),
            "mutations[0].applyConfiguration",
            "may not be there where patchType is JSONPatch",
        ),
        (mutating(reinvocationPolicy=None), "reinvocationPolicy", "is required and missing"),
        (
            mutating(matchConstraints={"resourceRules": [RULE | {"operations": ["DELETE"]}]}),
            "matchConstraints.resourceRules[0].operations",
            "what is deleted cannot be mutated",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at == (f"spec.{field}" if field else "spec") and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        policy(),
        policy(validations=None, auditAnnotations=[{"key": "a", "valueExpression": "'a'"}]),
        policy(validations=[{"expression": "true", "message": " a ", "messageExpression": "", "reason": "Invalid"}]),
        policy(paramKind={"apiVersion": "/v1", "kind": "Kind"}),
        policy(matchConstraints={"resourceRules": [RULE | {"resourceNames": ["", "a:b"]}]}),
        binding(validationActions=["Warn", "Audit"]),
        binding(paramRef={"selector": {}, "parameterNotFoundAction": "Allow"}),
        mutating(),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []


def test_first_version_has_a_default_for_parameters_that_are_not_found() -> None:
    document = binding(paramRef={"name": "a"}) | {"apiVersion": f"{GROUP}/v1alpha1"}

    assert told(document, "1.28") == []


def test_status_is_not_read() -> None:
    assert (
        told(policy() | {"status": {"typeChecking": {"expressionWarnings": [{"warning": "", "fieldRef": ""}]}}}) == []
    )
