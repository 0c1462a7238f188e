"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import invalid_external_secret
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

DATA = "data: [{secretKey: user, remoteRef: {key: /param/user}}]"


def _external(spec: str, kind: str = "ExternalSecret") -> Manifests:
    return manifests(
        f"""
        apiVersion: external-secrets.io/v1
        kind: {kind}
        metadata: {{name: shop, namespace: shop}}
        spec: {{secretStoreRef: {{kind: ClusterSecretStore, name: aws-parameter-store}}, {spec}}}
        """,
        environment=None,
        app=None,
    )


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (f"refreshInterval: 5d, {DATA}", "'5d' is no duration: Go knows no days; write 120h"),
        (f"refreshInterval: 1w, {DATA}", "'1w' is no duration: Go knows no weeks; write 168h"),
        (f"refreshInterval: '60', {DATA}", "'60' is no duration: it has no unit, such as s, m or h"),
        (f"refreshInterval: hourly, {DATA}", "'hourly' is no duration, such as 1h30m"),
        (f"refreshInterval: 1d12h, {DATA}", "'1d12h' is no duration, such as 1h30m"),
        ("data: []", "has neither data nor dataFrom"),
        ("refreshInterval: 1h", "has neither data nor dataFrom"),
        (
            "dataFrom: [{extract: {key: /a}, find: {name: {regexp: .}}}]",
            "has extract and find; it takes one of them",
        ),
        (
            "dataFrom: [{extract: {key: /a}, sourceRef: {generatorRef: {kind: Password, name: a}}}]",
            "has extract and a generatorRef; it takes one of them",
        ),
        ("dataFrom: [{rewrite: []}]", "has neither extract nor find nor sourceRef"),
        ("dataFrom: [{find: {path: /param}}]", "searches by neither name nor tags, so the store refuses to search"),
        (
            f"target: {{creationPolicy: Merge, deletionPolicy: Delete}}, {DATA}",
            "is Delete beside creationPolicy Merge: it deletes only what it owns",
        ),
        (
            f"target: {{creationPolicy: None, deletionPolicy: Merge}}, {DATA}",
            "is Merge beside creationPolicy None: there is no Secret to take keys out of",
        ),
    ],
)
def test_what_the_operator_refuses(spec: str, message: str) -> None:
    [finding] = invalid_external_secret.check(_external(spec))

    assert finding.message == message


@pytest.mark.parametrize(
    "spec",
    [
        f"refreshInterval: 120h, {DATA}",
        f"refreshInterval: 1h0m0s, {DATA}",
        f"refreshInterval: '0', {DATA}",
        f"refreshInterval: 1.5h, {DATA}",
        "dataFrom: [{extract: {key: /a}}, {find: {path: /a, name: {regexp: .}}}]",
        "dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: a}}}]",
        f"target: {{creationPolicy: Orphan, deletionPolicy: Delete}}, {DATA}",
        f"target: {{creationPolicy: Owner, deletionPolicy: Merge}}, {DATA}",
    ],
)
def test_silent_about_the_sound(spec: str) -> None:
    assert not list(invalid_external_secret.check(_external(spec)))


def test_one_for_many_namespaces_is_judged_alike() -> None:
    spec = "refreshTime: 1d, externalSecretSpec: {refreshInterval: 2d, data: [{secretKey: a}]}"
    fields = [
        finding.where.field for finding in invalid_external_secret.check(_external(spec, "ClusterExternalSecret"))
    ]

    assert fields == ["spec.refreshTime", "spec.externalSecretSpec.refreshInterval"]


@pytest.mark.parametrize(
    ("provider", "messages"),
    [
        ("{aws: {service: ParameterStore, region: eu-west-3}}", []),
        ("{aws: {service: SSM, region: eu-west-3}}", ["is 'SSM'; there is SecretsManager, ParameterStore"]),
        ("{aws: {service: SecretsManager}}", ["names no region"]),
        ("{}", ["names 0 providers; a store has one"]),
        ("{fake: {}, vault: {}}", ["names 2 providers; a store has one"]),
    ],
)
def test_a_store(provider: str, messages: list[str]) -> None:
    found = invalid_external_secret.check(_external(f"provider: {provider}", "SecretStore"))

    assert [finding.message for finding in found] == messages


def test_a_secret_that_is_pushed() -> None:
    [finding] = invalid_external_secret.check(_external("refreshInterval: 2d", "PushSecret"))

    assert finding.message == "'2d' is no duration: Go knows no days; write 48h"
