"""Which file each object goes into."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.kubernetes.objects import Key
from plainsail.render.layout import file_names, files
from plainsail.yaml_reader import load_all


def named(*keys: Key) -> list[str]:
    """The names of the files, in the order of the keys."""
    names = file_names(keys)
    return [names[key] for key in keys]


def test_kind_and_name_make_the_file() -> None:
    assert named(Key("apps", "Deployment", "a", "backend")) == ["Deployment.backend.yaml"]


def test_two_groups_are_told_apart_by_the_group_of_the_one_that_has_a_name() -> None:
    core, knative = Key("", "Service", "a", "x"), Key("serving.knative.dev", "Service", "a", "x")

    assert named(core, knative) == ["Service.x.yaml", "Service.serving.knative.dev.x.yaml"]


def test_two_namespaces_are_told_apart_by_the_namespace() -> None:
    assert named(Key("", "ConfigMap", "a", "x"), Key("", "ConfigMap", "b", "x")) == [
        "ConfigMap.a.x.yaml",
        "ConfigMap.b.x.yaml",
    ]


def test_two_namespaces_hold_names_that_differ_in_case() -> None:
    first, second = named(Key("rbac", "Role", "a", "Reader"), Key("rbac", "Role", "b", "reader"))

    assert first.lower() != second.lower()


def test_two_names_that_only_case_tells_apart_get_two_files() -> None:
    assert named(Key("rbac", "Role", "a", "Reader"), Key("rbac", "Role", "a", "reader")) == [
        "Role.rbac.a.Reader.2.yaml",
        "Role.rbac.a.reader.3.yaml",
    ]


def test_a_name_that_is_no_name_of_a_file() -> None:
    assert named(Key("rbac", "ClusterRole", None, "system:reader/x")) == ["ClusterRole.system%3Areader%2Fx.yaml"]


def test_a_file_that_is_told_apart_meets_no_other() -> None:
    """`Service` of the group `x` named `y`, beside a core `Service` named `x.y`."""
    keys = [Key("", "Service", "a", "y"), Key("x", "Service", "a", "y"), Key("", "Service", "a", "x.y")]

    assert len({name.lower() for name in named(*keys)}) == 3


def test_names_do_not_depend_on_the_order_of_objects() -> None:
    keys = [Key(group, "Service", namespace, "x") for group in ("", "a") for namespace in ("m", "n")]

    assert file_names(keys) == file_names(reversed(keys))


@pytest.mark.parametrize("folder", ["staging/backend", "argocd/staging"])
def test_each_file_holds_its_object_and_begins_a_document(folder: str) -> None:
    document = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"a": "{{ b }}"}}

    [(path, text)] = files(folder, [document]).items()

    assert path == f"{folder}/ConfigMap.x.yaml"
    assert text.startswith("---\n")
    assert load_all(text) == [document]


TEXT = st.text(st.characters() | st.sampled_from("./\\:aA"), min_size=1)
KEYS = st.builds(Key, st.just("") | TEXT, st.sampled_from(["Job", "job", "Role"]), st.none() | TEXT, TEXT)


@given(st.lists(KEYS, max_size=6))
def test_any_name_is_one_file_of_its_folder_on_every_system(keys: list[Key]) -> None:
    """Property: printable and ASCII, no path, and none that only case tells from another."""
    names = list(file_names(keys).values())

    assert all(re.fullmatch(r"[\w.%-]+\.yaml", name, re.ASCII) and name[0] != "." for name in names)
    assert len({name.lower() for name in names}) == len(set(keys))
