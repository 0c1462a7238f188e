"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import webhook_guards_itself
from tests.plainsail.checks.planted_ingress import foreign, service

POD = """
---
apiVersion: v1
kind: Pod
metadata: {name: guard, namespace: shop, labels: {app: shop}}
spec: {containers: [{name: app, image: a}]}
"""
SPACE = """
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {guarded: "no"}}
"""


def _webhook(more: str = "", resources: str = "pods") -> str:
    return f"""
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {{name: guard}}
webhooks:
- name: a.example.com
  clientConfig: {{service: {{name: shop, namespace: shop, port: 80}}}}
  rules: [{{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [{resources}]}}]
  {more}
"""


@pytest.mark.parametrize(
    "more",
    [
        "",
        "failurePolicy: Fail",
        "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [other]}]}",
        'namespaceSelector: {matchExpressions: [{key: guarded, operator: NotIn, values: ["yes"]}]}',
    ],
)
def test_a_webhook_of_its_own_pods(more: str) -> None:
    [finding] = webhook_guards_itself.check(foreign(_webhook(more), service(), POD, SPACE))

    assert finding.message == "is asked about its own pods (Pod/guard): when they are gone, none can come back"


@pytest.mark.parametrize(
    "more",
    [
        "failurePolicy: Ignore",
        "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [shop]}]}",
        'namespaceSelector: {matchLabels: {guarded: "yes"}}',
        "objectSelector: {matchExpressions: [{key: app, operator: NotIn, values: [shop]}]}",
        'matchConditions: [{name: a, expression: "true"}]',
    ],
)
def test_silent_where_its_pods_are_left_out(more: str) -> None:
    assert not list(webhook_guards_itself.check(foreign(_webhook(more), service(), POD, SPACE)))


def test_silent_about_webhooks_of_other_kinds_and_unknown_namespaces() -> None:
    labels = "namespaceSelector: {matchLabels: {guarded: 'yes'}}"

    assert not list(webhook_guards_itself.check(foreign(_webhook(resources="services"), service(), POD)))
    assert not list(webhook_guards_itself.check(foreign(_webhook(labels), service(), POD)))
