"""What becomes of a pod's volumes."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.images.mounts import Mount, mounts
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

FIELD = "spec.template.spec.containers[app].volumeMounts[/x]"


def mount(volume: dict[str, Any], **said: Any) -> Mount:
    """What becomes of one volume, mounted at /x."""
    tree = manifests(
        workload(pod={"volumes": [{"name": "v", **volume}]}, volumeMounts=[{"name": "v", "mountPath": "/x", **said}])
    )
    [found] = mounts(next(tree.containers()))
    return found


def test_an_empty_dir_is_a_tmpfs_of_its_size_for_everybody() -> None:
    found = mount({"emptyDir": {"sizeLimit": "16Mi"}})

    assert found == Mount(FIELD, option="/x:rw,exec,nosuid,nodev,mode=0777,size=16777216")


def test_an_empty_dir_without_limit_has_none() -> None:
    assert mount({"emptyDir": {}}).option == "/x:rw,exec,nosuid,nodev,mode=0777"


def test_a_mount_that_is_read_only() -> None:
    assert mount({"emptyDir": {}}, readOnly=True).option == "/x:ro,exec,nosuid,nodev,mode=0777"


@pytest.mark.parametrize(
    ("volume", "what"),
    [
        ({"configMap": {"name": "settings"}}, "the ConfigMap settings at /x"),
        ({"secret": {"secretName": "keys"}}, "the Secret keys at /x"),
        ({"persistentVolumeClaim": {"claimName": "data"}}, "the claim data at /x"),
        ({"hostPath": {"path": "/"}}, "the volume v at /x"),
    ],
)
def test_what_only_the_cluster_has_is_named(volume: dict[str, Any], what: str) -> None:
    assert mount(volume) == Mount(FIELD, left_out=what)


def test_a_size_that_nobody_can_read_is_named() -> None:
    found = mount({"emptyDir": {"sizeLimit": "lots"}})

    assert (found.option, found.left_out) == ("/x:rw,exec,nosuid,nodev,mode=0777", "the size of /x")


def test_a_volume_that_is_mounted_twice_is_two_to_an_engine() -> None:
    twice = [{"name": "v", "mountPath": "/x"}, {"name": "v", "mountPath": "/y"}]
    tree = manifests(workload(pod={"volumes": [{"name": "v", "emptyDir": {}}]}, volumeMounts=twice))

    assert [each.left_out for each in mounts(next(tree.containers()))] == [
        "that /x and others are one volume",
        "that /y and others are one volume",
    ]


def test_a_path_that_an_engine_could_not_read() -> None:
    tree = manifests(
        workload(pod={"volumes": [{"name": "v", "emptyDir": {}}]}, volumeMounts=[{"name": "v", "mountPath": "/a:b"}])
    )

    assert [(each.option, each.left_out) for each in mounts(next(tree.containers()))] == [
        (None, "the volume v at /a:b")
    ]
