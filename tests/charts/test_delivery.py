"""What Argo CD is told about one environment."""

from __future__ import annotations

from typing import Any

from constructs_lib.kubernetes.objects import Document, key_of
from tests.kubernetes_schemas import mistakes
from tests.rendered import app_objects, delivery_objects, environment
from tests.samples.everything import Everything
from tests.samples.values import Least


def told(**said: Any) -> dict[str, Document]:
    settings = environment(Everything, **said)
    return {str(key_of(each)): each for each in delivery_objects(settings, app_objects(settings))}


def test_a_project_an_application_and_the_root() -> None:
    assert set(told()) == {"AppProject/project-staging", "Application/backend-staging", "Application/project-staging"}


def test_argo_cd_takes_them() -> None:
    """Our schemas are those of its custom resources."""
    assert [found for each in told().values() for found in mistakes(each, "1.35")] == []


def test_in_its_namespaces_the_project_allows_every_kind_whatever_is_rendered() -> None:
    """A kind that comes with the same commit would be refused, the last object of one that goes would stay."""
    assert told()["AppProject/project-staging"]["spec"]["namespaceResourceWhitelist"] == [{"group": "*", "kind": "*"}]


def test_no_application_narrows_down_which_commits_it_looks_at() -> None:
    """With `manifest-generate-paths`, Argo CD never syncs a fix that is pushed while a failed sync is retried."""
    applications = [each for each in told().values() if each["kind"] == "Application"]

    assert [each["metadata"]["name"] for each in applications] == ["backend-staging", "project-staging"]
    assert not [each for each in applications if "argocd.argoproj.io/manifest-generate-paths" in str(each["metadata"])]


def test_outside_namespaces_the_project_allows_objects_by_name() -> None:
    allowed = told()["AppProject/project-staging"]["spec"]["clusterResourceWhitelist"]

    assert allowed == [
        {"group": "", "kind": "Namespace", "name": "backend-staging"},
        {"group": "scheduling.k8s.io", "kind": "PriorityClass", "name": "high"},
    ]


def test_the_project_allows_the_destination_of_the_application() -> None:
    objects = told()
    application = objects["Application/backend-staging"]["spec"]

    assert application["destination"] in objects["AppProject/project-staging"]["spec"]["destinations"]
    assert application["source"]["repoURL"] in objects["AppProject/project-staging"]["spec"]["sourceRepos"]


def test_applications_follow_the_ref_of_the_environment() -> None:
    """The root too: nothing of production changes by a merge."""
    sources = [each["spec"]["source"] for each in told().values() if each["kind"] == "Application"]

    assert [(source["targetRevision"], source["path"]) for source in sources] == [
        ("staging", "dist/staging/backend"),
        ("staging", "dist/argocd/staging"),
    ]


def test_the_root_brings_the_project_and_so_is_none_of_its() -> None:
    root = told()["Application/project-staging"]

    assert root["spec"]["project"] == "roots"
    assert root["metadata"]["annotations"]["argocd.argoproj.io/sync-options"] == "Prune=false"


def test_deleting_does_not_cascade_unless_it_is_said() -> None:
    settings = environment(Least)

    assert not [each for each in delivery_objects(settings, app_objects(settings)) if "finalizers" in each["metadata"]]


def test_who_applies_by_hand_needs_no_objects_for_it() -> None:
    settings = environment(Least, delivery=None)

    assert delivery_objects(settings, app_objects(settings)) == []
