"""Vendored objects as they are delivered: in their namespace, labelled, and otherwise what their file holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Namespace, SettingsError, SyncPolicy
from plainsail.errors import ProjectError
from plainsail.render.vendored.objects import vendored
from plainsail.render.yaml_writer import dump
from plainsail.yaml_reader import load_all
from tests.plainsail.projects import write
from tests.rendered import environment
from tests.samples.manifests import LeastManifests

CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}\n"
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n"
BY_SERVER = {"argocd.argoproj.io/sync-options": "ServerSideApply=true"}


def rendered(root: Path, text: str, **settings: Any) -> list[Document]:
    """The objects of a source with this text."""
    write(root, {"vendor/a.yaml": text})
    return [each.document for each in vendored(environment(LeastManifests, source="vendor", **settings), root)]


def places(documents: list[Document]) -> list[tuple[str, str | None]]:
    return [(str(key_of(document)), key_of(document).namespace) for document in documents]


@pytest.mark.parametrize(("namespaces", "namespace"), [("set", "backend-staging"), ("keep", "op")])
def test_a_setting_says_where_objects_go(namespaces: str, namespace: str, tmp_path: Path) -> None:
    nowhere = (CONFIG % ("b", "op")).replace(", namespace: op", "")

    assert places(rendered(tmp_path, f"{CONFIG % ('a', 'op')}---\n{nowhere}", namespaces=namespaces)) == [
        ("ConfigMap/a", namespace),
        ("ConfigMap/b", "backend-staging"),
    ]


def test_what_lives_in_no_namespace_names_none(tmp_path: Path) -> None:
    text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, namespace: op}\n"

    assert places(rendered(tmp_path, text)) == [("ClusterRole/a", None)]


@pytest.mark.parametrize(("namespaces", "name"), [("set", "backend-staging"), ("keep", "op")])
def test_the_namespace_of_the_source_becomes_the_apps(namespaces: str, name: str, tmp_path: Path) -> None:
    assert places(rendered(tmp_path, NAMESPACE % "op", namespaces=namespaces)) == [(f"Namespace/{name}", None)]


def test_labels_and_annotations_are_added_to_the_object_alone_and_replace_none(tmp_path: Path) -> None:
    text = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {team: op}}\n"
        "spec: {template: {metadata: {labels: {app: a}}}}\n"
    )
    settings = {"labels": {"team": "web", "owner": "web"}, "annotations": {"a.b/c": "d"}, "part_of": "shop"}

    [document] = rendered(tmp_path, text, **settings)

    assert document["metadata"] == {
        "name": "a",
        "namespace": "backend-staging",
        "annotations": {"a.b/c": "d"},
        "labels": {"owner": "web", "team": "op", "app.kubernetes.io/part-of": "shop"},
    }
    assert document["spec"] == {"template": {"metadata": {"labels": {"app": "a"}}}}


def test_a_namespace_of_others_is_deleted_by_no_one_unasked(tmp_path: Path) -> None:
    [document] = rendered(tmp_path, NAMESPACE % "op", namespaces="keep")

    assert document["metadata"]["annotations"] == {"argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm"}


@pytest.mark.parametrize(
    ("size", "policy", "annotations"),
    [
        (300_000, SyncPolicy(server_side_apply=False), BY_SERVER),
        (200_000, SyncPolicy(server_side_apply=False), None),
        (300_000, SyncPolicy(server_side_apply=False, sync_options=["ServerSideApply=true"]), None),
        (300_000, SyncPolicy(), None),
    ],
)
def test_the_api_server_applies_what_is_too_large_to_be_remembered(
    size: int, policy: SyncPolicy, annotations: object, tmp_path: Path
) -> None:
    [document] = rendered(tmp_path, f"{CONFIG % ('a', 'b')}data: {{a: {'x' * size}}}\n", sync_policy=policy)

    assert document["metadata"].get("annotations") == annotations


def test_objects_are_left_out_by_name(tmp_path: Path) -> None:
    text = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\n---\n{CONFIG % ('b', 'x')}"

    assert places(rendered(tmp_path, text, without=["Secret/a"])) == [("ConfigMap/b", "backend-staging")]


@pytest.mark.parametrize(
    ("without", "message"),
    [
        ("ConfigMap/bb", "without='ConfigMap/bb' is not in vendor; did you mean 'ConfigMap/b'?"),
        ("Ingress/x", "without='Ingress/x' is not in vendor; there is ConfigMap/b"),
    ],
)
def test_what_is_left_out_must_be_there(without: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        rendered(tmp_path, CONFIG % ("b", "x"), without=["ConfigMap/b", without])

    assert (raised.value.message, raised.value.path) == (message, ("without", 1))


def test_a_secret_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as raised:
        rendered(tmp_path, f"{CONFIG % ('b', 'x')}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\n")

    assert str(raised.value) == (
        "vendor/a.yaml:5: Secret/a is readable by everybody who reads Git; "
        'leave it out (without = ["Secret/a"]), and let an ExternalSecret make it'
    )


def test_a_secret_of_another_group_is_none(tmp_path: Path) -> None:
    text = "apiVersion: example.com/v1\nkind: Secret\nmetadata: {name: a, namespace: b}\n"

    assert places(rendered(tmp_path, text)) == [("Secret/a", "backend-staging")]


def test_the_same_object_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"^vendor/a\.yaml:5: ConfigMap/a is at vendor/a\.yaml:1, too; take one"):
        rendered(tmp_path, f"{CONFIG % ('a', 'x')}---\n{CONFIG % ('a', 'x')}")


def test_two_objects_that_would_become_one_are_told(tmp_path: Path) -> None:
    text = f"{CONFIG % ('a', 'x')}---\n{CONFIG % ('a', 'z')}"

    with pytest.raises(SettingsError, match=r"ConfigMap/a is in two namespaces .* say namespaces='keep'"):
        rendered(tmp_path, text)
    assert len(rendered(tmp_path, text, namespaces="keep")) == 2


def test_two_namespaces_of_a_source_become_the_apps(tmp_path: Path) -> None:
    assert places(rendered(tmp_path, f"{NAMESPACE % 'x'}---\n{NAMESPACE % 'z'}")) == [
        ("Namespace/backend-staging", None),
        ("Namespace/backend-staging", None),
    ]


@pytest.mark.parametrize("source", ["vendor/{app}", "vendor/{env}.yaml"])
def test_the_source_may_differ_by_app_and_environment(source: str, tmp_path: Path) -> None:
    write(tmp_path, {"vendor/backend/a.yaml": CONFIG % ("a", "x"), "vendor/staging.yaml": CONFIG % ("a", "x")})

    [found] = vendored(environment(LeastManifests, source=source), tmp_path)

    assert found.source.file.path in ("vendor/backend/a.yaml", "vendor/staging.yaml")


def test_a_source_that_is_not_there_is_laid_to_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        vendored(environment(LeastManifests, source="vendor/x"), tmp_path)

    assert raised.value.message == "source='vendor/x' is not there; name a folder or file of YAML in the repository"
    assert raised.value.path == ("source",)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=30)
@given(
    content=st.dictionaries(TEXT.filter(lambda key: key not in ("apiVersion", "kind", "metadata")), VALUES, max_size=4)
)
def test_whatever_a_file_holds_comes_out_again(content: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    document = {**content, "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "x"}}
    root = tmp_path_factory.mktemp("project")

    [found] = rendered(root, dump(document), namespaces="keep")

    assert load_all(dump(found)) == [document]


def test_a_namespace_that_someone_else_makes_moves_objects_all_the_same(tmp_path: Path) -> None:
    home = Namespace("platform", create=False)

    assert places(rendered(tmp_path, CONFIG % ("a", "op"), namespace=home)) == [("ConfigMap/a", "platform")]
