"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import service_selects_nothing
from tests.plainsail.checks.planted_app import app, foreign


def test_a_label_that_no_pod_has() -> None:
    [finding] = service_selects_nothing.check(
        app(("selector: {app: backend, component: web}", "selector: {app: backend, component: wbe}"))
    )

    assert finding.message == (
        "app=backend,component=wbe matches no pod; those of Deployment/backend lack component=wbe"
    )
    assert finding.where.field == "spec.selector"
    assert finding.severity == "error"


def test_nothing_in_common_with_any_pod() -> None:
    [finding] = service_selects_nothing.check(
        app(("selector: {app: backend, component: web}", "selector: {tier: front}"))
    )

    assert finding.message == "tier=front matches no pod"


def test_only_a_warning_in_plain_yaml() -> None:
    """Somebody else may make the pods."""
    [finding] = service_selects_nothing.check(
        foreign(("selector: {app: backend, component: web}", "selector: {app: backend, component: wbe}"))
    )

    assert finding.severity == "warning"


def test_silent_about_plain_yaml_whose_pods_come_from_elsewhere() -> None:
    assert not list(
        service_selects_nothing.check(
            foreign(("selector: {app: backend, component: web}", "selector: {leader: yes-please}"))
        )
    )


@pytest.mark.parametrize("spec", ["{type: ExternalName, externalName: example.com}", "{ports: [{port: 80}]}"])
def test_silent_about_services_without_pods(spec: str) -> None:
    service = f"""
    apiVersion: v1
    kind: Service
    metadata: {{name: elsewhere, namespace: backend-ENV}}
    spec: {spec}
    """

    assert not list(service_selects_nothing.check(app(more=service)))


def test_silent_about_pods_that_a_custom_resource_makes() -> None:
    rollout = """
    apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata: {name: canary, namespace: backend-ENV}
    spec: {template: {metadata: {labels: {app: canary}}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: canary, namespace: backend-ENV}
    spec: {selector: {app: canary}, ports: [{port: 80}]}
    """

    assert not list(service_selects_nothing.check(app(more=rollout)))
