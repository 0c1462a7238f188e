"""The check of the same name."""

from __future__ import annotations

import json

import pytest

from plainsail.checks.security import identity_annotation_unread
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

ARN = "arn:aws:iam::123456789012:role/shop"
GUID = "01234567-89ab-cdef-0123-456789abcdef"


def _account(name: str, value: str, *, ours: bool = True) -> Manifests:
    text = f"""
        apiVersion: v1
        kind: ServiceAccount
        metadata: {{name: shop, namespace: shop, annotations: {{{json.dumps(name)}: {json.dumps(value)}}}}}
        """
    return manifests(text) if ours else manifests(text, environment=None, app=None)


def _deployment(own: str = "{}", pod: str = "{}", labels: str = "{}") -> str:
    return f"""
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: shop, namespace: shop, annotations: {own}}}
spec:
  selector: {{}}
  template:
    metadata: {{annotations: {pod}, labels: {labels}}}
    spec: {{serviceAccountName: shop, containers: [{{name: app, image: a}}]}}
"""


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("eks.amazon.com/role-arn", "eks.amazonaws.com/role-arn"),
        ("eks.aws.com/role-arn", "eks.amazonaws.com/role-arn"),
        ("iam.amazonaws.com/role-arn", "eks.amazonaws.com/role-arn"),
        ("eks.amazonaws.com/rolearn", "eks.amazonaws.com/role-arn"),
        ("eks.amazonaws.com/iam-role-arn", "eks.amazonaws.com/role-arn"),
        ("iam.gke.com/gcp-service-account", "iam.gke.io/gcp-service-account"),
        ("iam.gke.io/gcp-serviceaccount", "iam.gke.io/gcp-service-account"),
        ("azure.workload-identity/client-id", "azure.workload.identity/client-id"),
        ("azure.workload.identity/clientid", "azure.workload.identity/client-id"),
    ],
)
def test_a_misspelt_name(name: str, near: str) -> None:
    [finding] = identity_annotation_unread.check(_account(name, ARN))

    assert finding.message == f"gives no identity; did you mean '{near}'?"


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("eks.amazonaws.com/role-arn", "shop", "'shop' is no ARN of a role"),
        ("eks.amazonaws.com/role-arn", "arn:aws:iam::12345:role/shop", "is no ARN of a role"),
        ("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:user/shop", "is no ARN of a role"),
        ("eks.amazonaws.com/sts-regional-endpoints", "yes", "'yes' is neither true nor false"),
        ("eks.amazonaws.com/token-expiration", "1h", "'1h' is no whole number"),
        ("iam.gke.io/gcp-service-account", "shop", "'shop' is no account"),
        ("azure.workload.identity/client-id", "shop", "'shop' is no client ID"),
        ("iam.amazonaws.com/role", "shop", "read it of pods"),
    ],
)
def test_a_value_that_is_none(name: str, value: str, part: str) -> None:
    [finding] = identity_annotation_unread.check(_account(name, value))

    assert part in finding.message


@pytest.mark.parametrize("value", ["arn:aws:iam::<ACCOUNT_ID>:role/shop", "", "${ROLE_ARN}"])
def test_somebodys_placeholder_is_let_alone(value: str) -> None:
    assert not list(identity_annotation_unread.check(_account("eks.amazonaws.com/role-arn", value, ours=False)))
    assert list(identity_annotation_unread.check(_account("eks.amazonaws.com/role-arn", value)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            _deployment(own=f"{{eks.amazonaws.com/role-arn: '{ARN}'}}"),
            "is read of the ServiceAccount that the pods name, not of a Deployment",
        ),
        (
            _deployment(pod=f"{{eks.amazonaws.com/role-arn: '{ARN}'}}"),
            "is read of the ServiceAccount that the pod names, not of the pod",
        ),
        (
            _deployment(own="{iam.amazonaws.com/role: shop}"),
            "kube2iam and kiam read it of pods (spec.template), not of a Deployment",
        ),
        (
            _deployment(pod="{azure.workload.identity/use: 'true'}"),
            "Azure reads it as a label, not as an annotation",
        ),
        (
            _deployment(labels="{azure.workload.identity/use: 'yes'}"),
            "is 'yes'; Azure gives an identity where it is 'true'",
        ),
    ],
)
def test_what_stands_on_the_wrong_object(text: str, message: str) -> None:
    [finding] = identity_annotation_unread.check(manifests(text))

    assert finding.message == message


def test_a_pod_that_does_not_ask_for_its_azure_identity() -> None:
    account = f"""
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: shop, namespace: shop, annotations: {{azure.workload.identity/client-id: {GUID}}}}}
"""
    [finding] = identity_annotation_unread.check(manifests(account, _deployment()))

    assert finding.message.startswith("has no label azure.workload.identity/use")
    asking = _deployment(labels="{azure.workload.identity/use: 'true'}")
    assert not list(identity_annotation_unread.check(manifests(account, asking)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("eks.amazonaws.com/role-arn", ARN),
        ("eks.amazonaws.com/role-arn", "arn:aws-us-gov:iam::123456789012:role/path/shop"),
        ("iam.gke.io/gcp-service-account", "shop@my-project.iam.gserviceaccount.com"),
        ("azure.workload.identity/client-id", GUID),
        ("example.com/client-id", "shop"),
        ("example.com/audience", "shop"),
    ],
)
def test_silent_about_the_sound(name: str, value: str) -> None:
    assert not list(identity_annotation_unread.check(_account(name, value)))


def test_silent_about_roles_of_pods() -> None:
    assert not list(identity_annotation_unread.check(manifests(_deployment(pod="{iam.amazonaws.com/role: shop}"))))
