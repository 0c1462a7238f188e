"""Objects move into the app's namespace, and so does all that refers to them; nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.render.vendored.moves import Move
from plainsail.yaml_reader import load_all

OPERATOR = """\
apiVersion: v1
kind: Namespace
metadata: {name: op}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: op, namespace: op}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: op, namespace: op}
---
apiVersion: v1
kind: Service
metadata: {name: hook, namespace: op}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: leader, namespace: kube-system}
"""
SYSTEM = OPERATOR.replace("namespace: op", "namespace: kube-system").replace(
    "metadata: {name: op}", "metadata: {name: x}"
)


def moved(text: str, operator: str = OPERATOR) -> Document:
    """An object beside those of an operator, in its new place."""
    documents = load_all(f"{operator}---\n{text}")
    return Move.of(documents, "new")(documents[-1])


def fields(kind: str, text: str, operator: str = OPERATOR, *, group: str = "example.com/v1") -> Any:
    """What becomes of the fields of an object beside an operator's."""
    return moved(f"apiVersion: {group}\nkind: {kind}\nmetadata: {{name: x}}\n{text}", operator)


def test_an_object_moves() -> None:
    assert moved("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: op}")["metadata"] == {
        "name": "x",
        "namespace": "new",
    }


@pytest.mark.parametrize("namespace", ["kube-system", "monitoring"])
def test_what_lies_elsewhere_stays(namespace: str) -> None:
    document = moved(f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x, namespace: {namespace}}}")

    assert document["metadata"]["namespace"] == namespace


def test_without_pods_and_namespaces_all_move_that_are_not_the_clusters() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: %s}\n"
    documents = load_all("---\n".join(text % space for space in ("a", "b", "kube-system")))
    move = Move.of(documents, "new")

    assert [move(each)["metadata"]["namespace"] for each in documents] == ["new", "new", "kube-system"]


@pytest.mark.parametrize("kind", ["RoleBinding", "ClusterRoleBinding"])
def test_subjects_follow(kind: str) -> None:
    text = (
        "subjects:\n- {kind: ServiceAccount, name: op, namespace: op}\n- {kind: ServiceAccount, name: a, namespace: b}"
    )

    assert [subject["namespace"] for subject in fields(kind, text)["subjects"]] == ["new", "b"]


@pytest.mark.parametrize(
    ("role", "namespace"), [("leader", "new"), ("extension-apiserver-authentication-reader", "kube-system")]
)
def test_a_binding_stays_beside_a_role_that_is_not_the_sources(role: str, namespace: str) -> None:
    document = moved(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: x, namespace: kube-system}\n"
        f"roleRef: {{kind: Role, name: {role}}}\n"
        "subjects: [{kind: ServiceAccount, name: op, namespace: kube-system}]",
        SYSTEM,
    )

    assert document["metadata"]["namespace"] == namespace
    assert document["subjects"][0]["namespace"] == "new"


def test_of_the_clusters_namespaces_only_what_the_source_brings_moves() -> None:
    text = "subjects:\n" + "\n".join(
        f"- {{kind: ServiceAccount, name: {name}, namespace: kube-system}}"
        for name in ("op", "default", "horizontal-pod-autoscaler")
    )

    subjects = fields("ClusterRoleBinding", text, SYSTEM)["subjects"]

    assert [subject["namespace"] for subject in subjects] == ["new", "new", "kube-system"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "ValidatingWebhookConfiguration",
            "webhooks: [{clientConfig: {service: {name: hook, namespace: op}}}]",
            "webhooks: [{clientConfig: {service: {name: hook, namespace: new}}}]",
        ),
        (
            "ValidatingWebhookConfiguration",
            "s: {matchExpressions: [{key: kubernetes.io/metadata.name, values: [op, a]}, {key: b, values: [op]}]}",
            "s: {matchExpressions: [{key: kubernetes.io/metadata.name, values: [new, a]}, {key: b, values: [op]}]}",
        ),
        ("APIService", "spec: {service: {name: hook, namespace: op}}", "spec: {service: {name: hook, namespace: new}}"),
        (
            "Certificate",
            "spec: {dnsNames: [hook.op, hook.op.svc, hook.op.svc.cluster.local, hook.other.svc, a-hook.op.svc, op]}",
            "spec: {dnsNames: [hook.new, hook.new.svc, hook.new.svc.cluster.local, hook.other.svc, a-hook.op.svc, op]}",
        ),
        (
            "ServiceMonitor",
            "spec: {namespaceSelector: {matchNames: [op, a]}}",
            "spec: {namespaceSelector: {matchNames: [new, a]}}",
        ),
        (
            "NetworkPolicy",
            "spec: {ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: op}}}]}]}",
            "spec: {ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: new}}}]}]}",
        ),
        (
            "Deployment",
            "spec: {args: ['--url=https://hook.op.svc:443/x', '--namespace=op', hook.op.example.com]}",
            "spec: {args: ['--url=https://hook.new.svc:443/x', '--namespace=op', hook.op.example.com]}",
        ),
        (
            "ConfigMap",
            "data: {url: 'a hook.op.svc b', namespace: op}",
            "data: {url: 'a hook.new.svc b', namespace: op}",
        ),
        ("Service", "spec: {selector: {namespace: op}}", "spec: {selector: {namespace: op}}"),
    ],
)
def test_references_follow(kind: str, text: str, expected: str) -> None:
    assert fields(kind, text) == fields(kind, expected, operator="")


@pytest.mark.parametrize("key", ["cert-manager.io/inject-ca-from", "cert-manager.io/inject-ca-from-secret"])
def test_annotations_of_cert_manager_follow(key: str) -> None:
    text = "apiVersion: v1\nkind: X\nmetadata: {name: x, annotations: {%s: %s/serving-cert, other: op/serving-cert}}"

    assert moved(text % (key, "op")) == moved(text % (key, "new"))


def test_of_a_definition_the_conversion_follows_and_no_schema() -> None:
    schema = "versions: [{schema: {properties: {url: {default: hook.op.svc}, a: {namespace: op}}}}]"
    text = "spec: {conversion: {webhook: {clientConfig: {service: {name: hook, namespace: %s}}}}, %s}"

    moved_ = fields("CustomResourceDefinition", text % ("op", schema))

    assert moved_ == fields("CustomResourceDefinition", text % ("new", schema), operator="")


def test_what_does_not_move_is_the_same_document() -> None:
    documents = load_all(f"{OPERATOR}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x, namespace: other}}")

    assert Move.of(documents, "new")(documents[-1]) is documents[-1]
