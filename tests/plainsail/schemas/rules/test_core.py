"""The rules of the module of the same name."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made, pod_spec
from tests.plainsail.schemas.rules.judged import told

JSON = ".dockerconfigjson"
DOCKER = "kubernetes.io/dockerconfigjson"
ENFORCE = "pod-security.kubernetes.io/enforce"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def subset(**fields: Any) -> Document:
    return made("Endpoints", subsets=[{"addresses": [{"ip": "10.0.0.1"}], **fields}])


def controller(**spec: Any) -> Document:
    return made("ReplicationController", spec=spec)


def node(**spec: Any) -> Document:
    return made("Node", metadata={"namespace": None}, spec=spec)


def space(**labels: str) -> Document:
    return made("Namespace", metadata={"namespace": None, "labels": labels})


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (made("Secret", type=DOCKER, data={JSON: ""}), f'data["{JSON}"]', "holds no JSON object"),
        (made("Secret", type=DOCKER, data={JSON: encoded("[]")}), f'data["{JSON}"]', "holds no JSON object"),
        (made("Secret", type=DOCKER, stringData={JSON: "{'a': 1}"}), f'stringData["{JSON}"]', "holds no JSON object"),
        (made("Secret", type="kubernetes.io/ssh-auth", data={"ssh-privatekey": ""}), "data.ssh-privatekey", "is empty"),
        (
            made("Secret", type="kubernetes.io/service-account-token"),
            'metadata.annotations["kubernetes.io/service-account.name"]',
            "is missing, which a Secret of type kubernetes.io/service-account-token needs",
        ),
        (made("Namespace", spec={"finalizers": ["x"]}), "spec.finalizers[x]", "is neither kubernetes nor"),
        (made("Namespace", spec={"finalizers": ["a b/c"]}), "spec.finalizers[a b/c]", "is no qualified name"),
        (space(**{ENFORCE: "Restricted"}), f'metadata.labels["{ENFORCE}"]', "did you mean 'restricted'?"),
        (space(**{f"{ENFORCE}-version": "1.33"}), f'metadata.labels["{ENFORCE}-version"]', "is neither latest nor"),
        (subset(addresses=[]), "subsets[0]", "needs addresses or notReadyAddresses"),
        (subset(addresses=[{"ip": "127.0.0.1"}]), "subsets[0].addresses[0].ip", "is a loopback address"),
        (subset(addresses=[{"ip": "x"}]), "subsets[0].addresses[0].ip", "'x' is no IP address"),
        (subset(ports=[{"port": 1}, {"port": 2}]), "subsets[0].ports", "not each has a name"),
        (subset(ports=[{"port": 0}]), "subsets[0].ports[0].port", "0 is below 1"),
        (controller(), "spec.template", "template is required and missing"),
        (node(podCIDR="x"), "spec.podCIDR", "'x' is no network"),
        (node(podCIDRs=["10.0.0.0/24", "10.0.1.0/24"]), "spec.podCIDRs", "two networks of one family"),
        (node(taints=[{"key": "a", "effect": "Never"}]), "spec.taints[0].effect", "is none of NoSchedule"),
        (node(taints=[{"key": "a", "effect": "NoExecute"}] * 2), "spec.taints[1]", "is there twice"),
        (controller(template={"spec": pod_spec()}), "spec.selector", "the template has no labels to take for it"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        made("Secret", type=DOCKER, data={JSON: encoded('{"auths": {}}')}),
        made("Secret", type=DOCKER, data={JSON: encoded("null")}),
        made("Secret", type=DOCKER, data={JSON: encoded("x")}, stringData={JSON: "{}"}),
        made("Secret", type="example.com/own"),
        made("Namespace", metadata={"namespace": None}, spec={"finalizers": ["kubernetes", "example.com/own"]}),
        space(**{ENFORCE: "baseline", f"{ENFORCE}-version": "v1.33", "pod-security.kubernetes.io/own": "x"}),
        subset(ports=[{"port": 1, "name": "a"}, {"port": 2, "name": "a", "protocol": ""}]),
        subset(addresses=[{"ip": "010.0.0.1", "hostname": ""}]),
        node(podCIDR="10.0.0.0/24", podCIDRs=["10.0.0.0/24", "fd00::/64"]),
        node(taints=[{"key": "a", "effect": "NoExecute"}, {"key": "a", "effect": "NoSchedule", "value": ""}]),
        controller(template={"metadata": {"labels": {"a": "b"}}, "spec": pod_spec()}),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []
