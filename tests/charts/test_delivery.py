"""What Argo CD is told about one environment."""

from __future__ import annotations

from typing import Any

from constructs_lib.argo_cd import MADE_KINDS, RENDERED_KINDS
from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings.values import thaw
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


RAW = {(key_of(thaw(said.manifest)).group, said.manifest["kind"]) for said in Everything.objects.values()}
"""Kinds that constructs cannot know of."""
RENDERED = {
    (key_of(each).group, each["kind"])
    for each in app_objects(environment(Everything))
    if each["metadata"].get("namespace")
}
KNOWN = {(kind.group, kind.kind) for kind in RENDERED_KINDS}
MADE = {(kind.group, kind.kind) for kind in MADE_KINDS}


def test_every_kind_that_a_construct_renders_is_known_to_projects() -> None:
    """Argo CD would not prune the last object of another one."""
    assert RENDERED - RAW == KNOWN


def test_the_project_allows_what_is_rendered_what_may_be_and_what_is_made_of_it() -> None:
    allowed = told()["AppProject/project-staging"]["spec"]["namespaceResourceWhitelist"]

    assert {(each["group"], each["kind"]) for each in allowed} == RENDERED | KNOWN | MADE


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
