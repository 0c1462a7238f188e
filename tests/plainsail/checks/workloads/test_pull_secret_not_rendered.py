"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import pull_secret_not_rendered
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign

PULLING = (
    "serviceAccountName: backend\n      initContainers",
    "imagePullSecrets: [{name: registry}]\n      initContainers",
)


def test_a_pull_secret_that_nothing_renders() -> None:
    [finding] = pull_secret_not_rendered.check(app(PULLING))

    assert finding.message == "nothing renders Secret/registry"
    assert finding.where.field == "spec.template.spec.imagePullSecrets[registry]"


def test_silent_when_an_external_secret_makes_it() -> None:
    registry = """
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: registry, namespace: backend-ENV}
    spec: {}
    """

    assert not list(pull_secret_not_rendered.check(app(PULLING, more=registry)))


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    assert absent(pull_secret_not_rendered, foreign(PULLING)) == ["Secret/registry"]
