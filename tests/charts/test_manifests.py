"""The shape of somebody else's YAML: its objects in the app's namespace, as patches leave them."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Key, key_of
from constructs_lib.settings import Manifests, Namespace, Patch, SettingsError
from tests.kubernetes_schemas import mistakes, versions
from tests.rendered import app_objects, by_name, delivery_objects, environment
from tests.samples.manifests import EveryManifests, LeastManifests, OtherwiseManifests

ALL = pytest.mark.parametrize("kind", [LeastManifests, EveryManifests, OtherwiseManifests])
OPERATOR = {
    *("CustomResourceDefinition/backups.operator.example.com", "BackupClass/standard"),
    *("CustomResourceDefinition/backupclasses.operator.example.com", "ServiceAccount/operator"),
    *("Service/operator-webhook", "Deployment/operator", "PodDisruptionBudget/operator"),
    *("ValidatingWebhookConfiguration/operator", "ClusterRole/operator:manager"),
    *("ClusterRoleBinding/operator:manager", "RoleBinding/operator-auth-reader"),
}


def namespaces(settings: Manifests) -> dict[str, str | None]:
    return {name: key_of(document).namespace for name, document in by_name(settings).items()}


def test_all_that_is_rendered() -> None:
    assert by_name(environment(LeastManifests)).keys() == {"Namespace/backend-staging", *OPERATOR}


def test_what_else_the_settings_bring_and_leave_out() -> None:
    left_out = {"PodDisruptionBudget/operator", "ServiceAccount/operator"}
    brought = {"Namespace/backend-staging", "ResourceQuota/all", "PriorityClass/high"}

    assert by_name(environment(EveryManifests)).keys() == (OPERATOR - left_out) | brought


def test_each_object_is_in_the_apps_namespace_but_what_is_the_clusters() -> None:
    found = namespaces(environment(LeastManifests))
    outside = {name for name, namespace in found.items() if namespace is None}

    assert outside == {
        name for name in found if name.startswith(("Cluster", "Custom", "Valid", "BackupClass", "Namesp"))
    }
    assert {name: space for name, space in found.items() if space not in (None, "backend-staging")} == {
        "RoleBinding/operator-auth-reader": "kube-system"
    }


def test_kept_namespaces_are_those_of_the_file() -> None:
    found = namespaces(environment(LeastManifests, namespaces="keep"))

    assert found["Deployment/operator"] == "operator-system"
    assert "Namespace/operator-system" in found


def test_the_namespace_has_the_labels_of_the_source_and_what_the_settings_say() -> None:
    said = Namespace("backend", labels={"control-plane": "ours"})
    labels = [
        by_name(environment(LeastManifests, **settings))[name]["metadata"]["labels"]
        for name, settings in (("Namespace/backend-staging", {}), ("Namespace/backend", {"namespace": said}))
    ]

    assert [each["control-plane"] for each in labels] == ["operator", "ours"]
    assert [each["pod-security.kubernetes.io/enforce"] for each in labels] == ["restricted", "restricted"]


def test_a_namespace_of_someone_else_is_not_rendered() -> None:
    found = by_name(environment(LeastManifests, namespace=Namespace("shared", create=False)))

    assert not [name for name in found if name.startswith("Namespace/")]


def test_a_patch_changes_an_object_in_one_environment_alone() -> None:
    name, replicas = "Deployment/operator", {"spec.replicas": 3}
    patched = by_name(environment(LeastManifests, patches={"a": Patch(name, set=replicas)}))

    assert patched[name]["spec"]["replicas"] == 3
    assert by_name(environment(LeastManifests))[name]["spec"]["replicas"] == 1


def test_an_object_of_rbac_is_patched_by_its_name() -> None:
    name = "ClusterRole/operator:manager"

    assert "rules" not in by_name(environment(LeastManifests, patches={"a": Patch(name, remove=["rules"])}))[name]


def test_a_patch_of_what_is_left_out_is_told() -> None:
    patch = Patch("PodDisruptionBudget/operator", set={"spec.maxUnavailable": 2})

    with pytest.raises(SettingsError, match="PodDisruptionBudget/operator is not rendered"):
        app_objects(environment(LeastManifests, without=[patch.target], patches={"a": patch}))


def test_an_object_of_ones_own_must_not_be_one_of_the_sources() -> None:
    objects = {"same": EveryManifests.objects["quota"]}
    manifest: dict[str, Any] = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "operator"}}

    with pytest.raises(SettingsError, match="ServiceAccount/operator is rendered twice"):
        app_objects(environment(LeastManifests, objects={"same": type(objects["same"])(manifest)}))


def test_the_project_allows_what_lies_outside_the_apps_namespace() -> None:
    settings = environment(LeastManifests)
    documents = app_objects(settings)
    [project] = [each for each in delivery_objects(settings, documents) if each["kind"] == "AppProject"]
    listed = project["spec"]["clusterResourceWhitelist"]

    assert [each["namespace"] for each in project["spec"]["destinations"]] == ["backend-staging", "kube-system"]
    assert {Key(each["group"], each["kind"], None, each["name"]) for each in listed} == {
        key for key in map(key_of, documents) if key.namespace is None
    }


@ALL
@pytest.mark.parametrize("version", versions()[2:])
def test_every_version_takes_it(kind: type[Manifests], version: str) -> None:
    documents = app_objects(environment(kind, kubernetes_version=version))
    known = [document for document in documents if key_of(document).group != "operator.example.com"]

    assert [found for document in known for found in mistakes(document, version)] == []
