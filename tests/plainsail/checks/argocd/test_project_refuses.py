"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import project_refuses
from tests.plainsail.checks.planted_app import project

SERVER = "destinations: [{server: https://kubernetes.default.svc, namespace: backend-ENV}]"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("sourceRepos: [https://example.com/org/shop.git]", "sourceRepos: [https://example.com/org/other.git]"),
            "AppProject/shop-staging does not allow https://example.com/org/shop.git",
        ),
        (
            (SERVER, "destinations: [{server: https://kubernetes.default.svc, namespace: front-*}]"),
            "AppProject/shop-staging does not allow backend-staging of https://kubernetes.default.svc",
        ),
        (
            (SERVER, "destinations: [{server: https://other.example.com, namespace: '*'}]"),
            "AppProject/shop-staging does not allow backend-staging of https://kubernetes.default.svc",
        ),
        (
            ("kind: Namespace, name: backend-ENV}", "kind: Namespace, name: front-*}"),
            "AppProject/shop-staging does not allow the cluster-scoped kind v1 Namespace",
        ),
        (
            ("  sourceRepos", "  namespaceResourceBlacklist: [{group: batch, kind: '*'}]\n  sourceRepos"),
            "AppProject/shop-staging does not allow the namespaced kind batch CronJob",
        ),
    ],
)
def test_what_the_project_does_not_list(change: tuple[str, str], message: str) -> None:
    [finding] = project_refuses.check(project(argocd=[change]))

    assert finding.message == message


def test_without_a_list_no_kind_outside_namespaces_is_allowed() -> None:
    listed = '  clusterResourceWhitelist: [{group: "", kind: Namespace, name: backend-ENV}]\n'
    [finding] = project_refuses.check(project(argocd=[(listed, "")]))

    assert finding.where.object == "Namespace/backend-staging"


def test_an_empty_list_of_namespaced_kinds_allows_none() -> None:
    found = list(
        project_refuses.check(project(argocd=[("  sourceRepos", "  namespaceResourceWhitelist: []\n  sourceRepos")]))
    )

    assert len(found) == len(app_objects())


def app_objects() -> list[str]:
    return [each.name for each in project().resources if each.app and each.environment == "staging" and each.namespace]


@pytest.mark.parametrize(
    "change",
    [
        ("sourceRepos: [https://example.com/org/shop.git]", "sourceRepos: ['https://EXAMPLE.com/org/*']"),
        ("sourceRepos: [https://example.com/org/shop.git]", "sourceRepos: ['*', '!https://example.com/secret/*']"),
        (SERVER, "destinations: [{name: in-cluster, namespace: '*-ENV'}]"),
        (SERVER, "destinations: [{server: '*', namespace: '{front,backend}-*'}, {server: '*', namespace: '!kube-*'}]"),
        ("kind: Namespace, name: backend-ENV}", "kind: '*'}"),
    ],
)
def test_silent_about_patterns_that_match(change: tuple[str, str]) -> None:
    assert not list(project_refuses.check(project(argocd=[change])))


def test_a_denied_namespace_wins() -> None:
    denied = (SERVER, "destinations: [{server: '*', namespace: '*'}, {server: '*', namespace: '!*-ENV'}]")
    [finding] = project_refuses.check(project(argocd=[denied]))

    assert finding.where.field == "spec.destination"


def test_a_denied_repository_wins() -> None:
    denied = ("sourceRepos: [https://example.com/org/shop.git]", "sourceRepos: ['*', '!https://example.com/**']")
    [finding] = project_refuses.check(project(argocd=[denied]))

    assert finding.where.field == "spec.source.repoURL"
