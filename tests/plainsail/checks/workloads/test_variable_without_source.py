"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.workloads import variable_without_source
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "key: API_SECRET}",
            "key: API_SECRTE}",
            "Secret/backend, which ExternalSecret/backend makes, has no key API_SECRTE",
        ),
        ("key: LOCALE}", "key: LANG}", "ConfigMap/backend-php has no key LANG"),
    ],
)
@pytest.mark.parametrize("tree", [app, foreign])
def test_a_key_that_is_not_there(tree: Callable[..., Manifests], old: str, new: str, message: str) -> None:
    [finding] = variable_without_source.check(tree((old, new)))

    assert finding.message == message


def test_a_secret_that_nothing_renders() -> None:
    [finding] = variable_without_source.check(
        app(("{name: backend, key: API_SECRET}", "{name: front, key: API_SECRET}"))
    )

    assert finding.message == "nothing renders Secret/front"
    assert finding.where.field == "spec.template.spec.containers[app].env[API_SECRET].valueFrom.secretKeyRef"


def test_a_cron_job_is_looked_at_too() -> None:
    found = list(variable_without_source.check(app(("secretKey: API_KEY", "secretKey: API_KEI"))))

    assert [finding.where.object for finding in found] == ["Deployment/backend", "CronJob/backend-tidy"]


def test_a_whole_config_map_that_nothing_renders() -> None:
    [finding] = variable_without_source.check(
        app(("command: [php, bin/console]", "envFrom: [{configMapRef: {name: front}}]"))
    )

    assert finding.message == "nothing renders ConfigMap/front"


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    plain = foreign(("{name: backend, key: API_SECRET}", "{name: front, key: API_SECRET}"))

    assert absent(variable_without_source, plain) == ["Secret/front"]


def test_silent_about_optional_references() -> None:
    """Those are another check's matter."""
    assert not list(variable_without_source.check(app(("key: API_SECRET}", "key: API_SECRTE, optional: true}"))))


@pytest.mark.parametrize(
    ("kind", "name", "spec"),
    [
        ("bitnami.com/v1alpha1 SealedSecret", "front", "{}"),
        ("external-secrets.io/v1 ExternalSecret", "front", "{dataFrom: [{extract: {key: /a}}]}"),
    ],
)
def test_silent_about_secrets_that_an_operator_fills(kind: str, name: str, spec: str) -> None:
    version, kind = kind.split()
    source = f"""
    apiVersion: {version}
    kind: {kind}
    metadata: {{name: {name}, namespace: backend-ENV}}
    spec: {spec}
    """
    change = "{name: backend, key: API_SECRET}", "{name: front, key: API_SECRET}"

    assert not list(variable_without_source.check(app(change, more=source)))


@pytest.mark.parametrize(("key", "missing"), [("tls.crt", 0), ("API_SECRET", 1)])
def test_the_keys_of_a_certificate_are_known(key: str, missing: int) -> None:
    source = """
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: {name: front-tls, namespace: backend-ENV}
    spec: {secretName: front}
    """
    change = "{name: backend, key: API_SECRET}", f"{{name: front, key: {key}}}"

    assert len(list(variable_without_source.check(app(change, more=source)))) == missing


def test_the_keys_of_a_template_are_the_keys_of_the_secret() -> None:
    templated = "target: {template: {data: {DSN: 'x{{ .API_KEY }}'}}, name: backend"
    found = list(
        variable_without_source.check(app(("target: {name: backend", templated), ("key: API_SECRET}", "key: DSN}")))
    )

    assert {finding.message for finding in found} == {
        "Secret/backend, which ExternalSecret/backend makes, has no key API_KEY"
    }
