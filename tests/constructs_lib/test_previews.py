"""The ApplicationSet of previews, and what its project allows."""

from __future__ import annotations

from constructs_lib.kubernetes.objects import Document, key_of
from tests.kubernetes_schemas import mistakes
from tests.rendered import app_objects, delivery_objects, environment
from tests.samples.previews import PreviewedManifests, PreviewedWebService


def told(kind: type[PreviewedWebService | PreviewedManifests] = PreviewedWebService) -> dict[str, Document]:
    settings = environment(kind)
    return {str(key_of(each)): each for each in delivery_objects(settings, app_objects(settings))}


def test_an_application_set_takes_the_place_of_the_application() -> None:
    objects = told()

    assert set(objects) == {
        "AppProject/project-staging",
        "Application/project-staging",
        "ApplicationSet/backend-staging",
    }
    assert [found for each in objects.values() for found in mistakes(each, "1.35")] == []


def test_only_pull_requests_with_the_label_have_one() -> None:
    [generator] = told()["ApplicationSet/backend-staging"]["spec"]["generators"]

    assert generator["pullRequest"]["github"] == {
        "owner": "acme",
        "repo": "shop",
        "labels": ["show me"],
        "tokenRef": {"secretName": "reader", "key": "pat"},
    }


def test_each_runs_at_the_head_and_goes_with_all_its_objects() -> None:
    template = told()["ApplicationSet/backend-staging"]["spec"]["template"]

    assert template["metadata"]["name"] == "backend-pr-{{.number}}"
    assert template["metadata"]["finalizers"] == ["resources-finalizer.argocd.argoproj.io"]
    assert template["spec"]["source"]["targetRevision"] == "{{.head_sha}}"
    assert template["spec"]["source"]["kustomize"] == {
        "namespace": "backend-pr-{{.number}}",
        "images": ["registry.example.com/backend=registry.example.com/backend/previews:pr-{{.number}}-{{.head_sha}}"],
    }
    assert template["spec"]["syncPolicy"]["automated"] == {"prune": True, "selfHeal": True}


def test_a_misspelt_parameter_makes_nothing() -> None:
    spec = told()["ApplicationSet/backend-staging"]["spec"]

    assert (spec["goTemplate"], spec["goTemplateOptions"]) == (True, ["missingkey=error"])


def test_what_builds_no_image_keeps_its_own() -> None:
    source = told(PreviewedManifests)["ApplicationSet/backend-staging"]["spec"]["template"]["spec"]["source"]

    assert source["kustomize"] == {"namespace": "backend-pr-{{.number}}"}


def test_the_project_allows_the_namespaces_of_pull_requests_alone() -> None:
    spec = told()["AppProject/project-staging"]["spec"]

    assert [place["namespace"] for place in spec["destinations"]] == ["backend-pr-*"]
    assert spec["clusterResourceWhitelist"] == [{"group": "", "kind": "Namespace", "name": "backend-pr-*"}]
    assert spec["sourceRepos"] == ["https://github.com/acme/shop.git"]


def test_the_workflow_finds_the_limit() -> None:
    metadata = told()["ApplicationSet/backend-staging"]["metadata"]

    assert metadata["annotations"] == {"plainsail/preview-limit": "3"}
