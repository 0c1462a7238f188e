"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.security import role_rule_never_applies
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests


def _role(groups: str, resources: str, verbs: str = "get") -> Manifests:
    return manifests(
        f"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {{name: shop, namespace: shop}}
        rules: [{{apiGroups: [{groups}], resources: [{resources}], verbs: [{verbs}]}}]
        """,
        environment=None,
        app=None,
    )


@pytest.mark.parametrize(
    ("groups", "resources", "message"),
    [
        ('""', "deployments", 'deployments is not of the core group (""), but of apps'),
        ("extensions", "deployments/scale", "deployments/scale is not of extensions, but of apps"),
        ("extensions", "ingresses", "ingresses is not of extensions, but of networking.k8s.io"),
        ('"", apps', "cronjobs", 'cronjobs is not of the core group ("") and apps, but of batch'),
        ("apps", "pods", 'pods is not of apps, but of ""'),
        ("policy", "pods/eviction", 'pods/eviction is not of policy, but of ""'),
        ("apps", "events", 'events is not of apps, but of "" or events.k8s.io'),
        ('""', "pod", "pod is no resource of the core group (\"\"); did you mean 'pods'?"),
        ('""', "ConfigMaps", "ConfigMaps is no resource of the core group (\"\"); did you mean 'configmaps'?"),
        (
            "networking.k8s.io",
            "NetworkPolicy",
            "NetworkPolicy is no resource of networking.k8s.io; did you mean 'networkpolicies'?",
        ),
    ],
)
def test_a_resource_where_it_is_not(groups: str, resources: str, message: str) -> None:
    [finding] = role_rule_never_applies.check(_role(groups, resources))

    assert finding.message == message


@pytest.mark.parametrize(
    ("verb", "near"), [("deleteCollection", "deletecollection"), ("lists", "list"), ("Get", "get")]
)
def test_a_verb_that_is_none(verb: str, near: str) -> None:
    [finding] = role_rule_never_applies.check(_role('""', "pods", verb))

    assert finding.message == f"{verb!r} is no verb; did you mean '{near}'?"


@pytest.mark.parametrize(
    ("groups", "resources", "verbs"),
    [
        ('""', "pods, pods/log, services/proxy", "get"),
        ("extensions, networking.k8s.io", "ingresses", "get"),
        ('"", apps', "pods, deployments", '"*"'),
        ("metrics.k8s.io", "pods, nodes", "get"),
        ("serving.knative.dev", "services", "get"),
        ('"*"', "deployments", "get"),
        ('""', '"*"', "get"),
        ("apps", '"*/scale"', "use"),
        ("policy", "podsecuritypolicies", "use"),
        ("example.com", "pod", "promote"),
        ('""', "widgets", "get"),
    ],
)
def test_silent_about_the_sound_and_about_what_is_not_known(groups: str, resources: str, verbs: str) -> None:
    assert not list(role_rule_never_applies.check(_role(groups, resources, verbs)))


def test_what_another_rule_grants_is_left_over() -> None:
    text = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: shop, namespace: shop}
        rules:
        - {apiGroups: [extensions], resources: [deployments, daemonsets], verbs: [get]}
        - {apiGroups: [apps], resources: [deployments, daemonsets], verbs: [get]}
        """
    [finding] = role_rule_never_applies.check(manifests(text))

    assert finding.message == "deployments, daemonsets are not of extensions, but of apps"
    assert finding.severity == "info"
