"""Argo CD does things differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import application, in_argocd, manifest, told

NAME = "argo_cd"
SOURCE = {"repoURL": "https://example.com/a.git", "targetRevision": "staging", "path": "dist/staging/backend"}
SYNCING = {"automated": {"prune": True, "selfHeal": True}}


def said(before: str, after: str) -> list[str]:
    return told(NAME, in_argocd(before), in_argocd(after))


POLICIES: dict[str, tuple[Any, Any, str]] = {
    "by itself": ({}, SYNCING, "syncs by itself, and deletes what leaves Git"),
    "by itself, keeping": ({}, {"automated": {}}, "syncs by itself, and deletes nothing"),
    "by hand": (SYNCING, {}, "syncs only when somebody asks for it"),
    "prune": (SYNCING, {"automated": {"selfHeal": True}}, "no longer deletes what leaves Git"),
    "heal": (SYNCING, {"automated": {"prune": True}}, "leaves what is changed by hand"),
    "empty": (
        SYNCING,
        {"automated": SYNCING["automated"] | {"allowEmpty": True}},
        "deletes everything when its folder is empty",
    ),
    "option": ({}, {"syncOptions": ["ServerSideApply=true"]}, "sync option ServerSideApply=true is new"),
}


@pytest.mark.parametrize(("before", "after", "message"), POLICIES.values(), ids=POLICIES)
def test_how_an_application_syncs(before: Any, after: Any, message: str) -> None:
    assert said(application(before), application(after)) == [message]


def test_another_ref() -> None:
    after = application(spec={"source": SOURCE | {"targetRevision": "main"}})

    assert said(application(), after) == ["follows main instead of staging"]


def test_another_folder() -> None:
    after = application(spec={"source": SOURCE | {"path": "dist/production/backend"}})

    assert said(application(), after) == ["brings dist/production/backend instead of dist/staging/backend"]


def test_another_place() -> None:
    destination = {"server": "https://kubernetes.default.svc", "namespace": "other"}

    assert said(application(), application(spec={"destination": destination})) == [
        "brings its objects to other instead of backend-staging: what it brought so far stays there"
    ]


def test_a_finalizer_takes_objects_along() -> None:
    after = application(metadata={"finalizers": ["resources-finalizer.argocd.argoproj.io"]})

    assert said(application(), after) == ["when it is deleted, its objects go with it"]


def project(**spec: Any) -> str:
    return manifest("AppProject", spec, api="argoproj.io/v1alpha1")


def test_what_a_project_allows() -> None:
    role = {"group": "rbac.authorization.k8s.io", "kind": "ClusterRole"}
    service = {"group": "", "kind": "Service"}
    before = project(clusterResourceWhitelist=[service], sourceRepos=["https://example.com/a.git"])
    after = project(clusterResourceWhitelist=[role], sourceRepos=["https://example.com/a.git", "*"])

    assert said(before, after) == [
        "no longer allows Service (core)",
        "allows ClusterRole (rbac.authorization.k8s.io); the repository *",
    ]


def test_a_black_list_turns_it_round() -> None:
    secret = {"group": "", "kind": "Secret"}

    assert said(project(), project(namespaceResourceBlacklist=[secret])) == ["no longer allows Secret (core)"]


def test_a_destination_in_words() -> None:
    there = {"server": "https://kubernetes.default.svc", "namespace": "other"}

    assert said(project(destinations=[]), project(destinations=[there])) == [
        "allows other on https://kubernetes.default.svc"
    ]


def test_a_description_changes_nothing() -> None:
    assert said(project(description="a"), project(description="b")) == []
    assert said(application(), application(metadata={"labels": {"a": "b"}})) == []
