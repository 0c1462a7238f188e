"""Volumes and where containers see them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ClaimVolume, ConfigMap, ConfigMapVolume, EmptyDir, SecretVolume
from constructs_lib.storage import Mounted, config_files, mounts_of, volume_name, volumes, writable
from tests.constructs_lib.making import pod


def mounted_in(mounted: Sequence[Mounted]) -> Document:
    container = k8s.Container(name="app", volume_mounts=[mount for item in mounted for mount in item.mounts])
    return pod(k8s.PodSpec(containers=[container], volumes=[item.volume for item in mounted if item.volume]))


def test_writable_paths_on_disk_and_in_memory(snapshot: SnapshotAssertion) -> None:
    assert [mounted_in(writable({"/data": "16Mi", "/tmp": EmptyDir("64Mi", medium="Memory")}))] == snapshot


def test_config_maps_of_the_app_as_files(snapshot: SnapshotAssertion) -> None:
    """One that is only read as variables is no volume."""
    files = ConfigMap(data={"a": "b"}, mount_path="/etc/app")

    assert [
        mounted_in(config_files({"files": files, "flags": ConfigMap(data={}, as_env=True)}, app="shop"))
    ] == snapshot


def test_single_files_beside_what_the_image_holds(snapshot: SnapshotAssertion) -> None:
    files = ConfigMap(data={"zz-app.ini": "a=1", "zz-opcache.ini": "b=2"}, mount_path="/php/conf.d", single_files=True)

    assert [mounted_in(config_files({"php": files}, app="shop"))] == snapshot


def test_a_config_map_of_someone_else(snapshot: SnapshotAssertion) -> None:
    assert [
        mounted_in(volumes({"ca": ConfigMapVolume("ca-bundle", mount_path="/etc/ca", sub_path="ca")}, app="shop"))
    ] == snapshot


def test_a_secret_of_someone_else(snapshot: SnapshotAssertion) -> None:
    assert [mounted_in(volumes({"keys": SecretVolume("tls-keys", mount_path="/etc/keys")}, app="shop"))] == snapshot


def test_a_claim_to_write_and_one_to_read(snapshot: SnapshotAssertion) -> None:
    claims = {
        "uploads": ClaimVolume("uploads", mount_path="/uploads"),
        "archive": ClaimVolume("archive", mount_path="/archive", read_only=True),
    }

    assert [mounted_in(volumes(claims, app="shop"))] == snapshot


def test_only_the_mounts_that_are_asked_for() -> None:
    mounted = writable({"/data": "1Mi", "/tmp": "1Mi"})

    assert [mount.mount_path for mount in mounts_of(mounted, ["/tmp"])] == ["/tmp"]


@pytest.mark.parametrize(
    "paths",
    [("/a/b", "/a-b", "/a_b", "/A/b"), ("/root", "/"), ("/x" * 60, "/x" * 61), ("/é", "/è")],
    ids=["marks", "root", "length", "letters"],
)
def test_paths_that_read_alike_are_different_volumes(paths: tuple[str, ...]) -> None:
    names = {volume_name(path) for path in paths}

    assert len(names) == len(paths)
    assert max(map(len, names)) <= 63
