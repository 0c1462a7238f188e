"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.secrets import plain_and_secret_variable
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(("tree", "severity"), [(app, "error"), (foreign, "warning")])
def test_one_name_set_twice(tree: Callable[..., Manifests], severity: str) -> None:
    [finding] = plain_and_secret_variable.check(
        tree(("{name: APP_ENV, value: prod}", "{name: API_SECRET, value: old}"))
    )

    assert finding.message == "is plain text in one place and a secret in another"
    assert finding.where.field == "spec.template.spec.containers[app].env[API_SECRET]"
    assert finding.severity == severity


def test_a_key_of_a_whole_secret() -> None:
    """The text wins over `envFrom`, silently."""
    whole = ("command: [php, bin/console]", "envFrom: [{secretRef: {name: backend}}]")
    no_single = ("- {name: API_SECRET, valueFrom: {secretKeyRef: {name: backend, key: API_SECRET}}}", "")
    [finding] = plain_and_secret_variable.check(
        app(whole, no_single, ("{name: APP_ENV, value: prod}", "{name: API_SECRET, value: old}"))
    )

    assert finding.where.field == "spec.template.spec.containers[app].env[API_SECRET]"


def test_a_key_of_a_config_map() -> None:
    whole = ("command: [php, bin/console]", "envFrom: [{configMapRef: {name: backend-php}}]")
    [finding] = plain_and_secret_variable.check(
        app(whole, ("LOCALE: fr", "API_SECRET: old"), ("key: LOCALE", "key: app.ini"))
    )

    assert finding.where.field == "spec.template.spec.containers[app].env[API_SECRET]"


def test_silent_about_one_name_in_two_containers() -> None:
    """What an init container is told is its own matter."""
    told = ("- name: warm", "- name: warm\n        env: [{name: API_SECRET, value: none}]")

    assert not list(plain_and_secret_variable.check(app(told)))
