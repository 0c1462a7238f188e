"""A ConfigMap or a Secret changes, and the pods that read it are not replaced."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import container, deployment, files, manifest, pod, told

NAME = "configuration_not_reloaded"
READERS: dict[str, dict[str, Any]] = {
    "all": {"envFrom": [{"configMapRef": {"name": "backend"}}]},
    "one": {"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "backend", "key": "a"}}}]},
}


def config(value: str) -> str:
    return manifest("ConfigMap", data={"a": value})


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_pods_keep_the_old_variables(reader: dict[str, Any]) -> None:
    app = deployment(container(**reader))

    assert told(NAME, files(config("x"), app), files(config("y"), app)) == [
        "pods of Deployment/backend keep the old variables until they are restarted"
    ]


def test_a_file_mounted_by_its_path_stays_as_it_is() -> None:
    mounts = [{"name": "config", "mountPath": "/etc/a", "subPath": "a"}]
    volumes = [{"name": "config", "configMap": {"name": "backend"}}]
    app = deployment(template=pod(container(volumeMounts=mounts), volumes=volumes))

    assert told(NAME, files(config("x"), app), files(config("y"), app))


def test_a_mounted_folder_follows() -> None:
    mounts = [{"name": "config", "mountPath": "/etc/a"}]
    volumes = [{"name": "config", "configMap": {"name": "backend"}}]
    app = deployment(template=pod(container(volumeMounts=mounts), volumes=volumes))

    assert told(NAME, files(config("x"), app), files(config("y"), app)) == []


def test_pods_that_are_replaced_read_the_new_one() -> None:
    before, after = (
        deployment(
            template=pod(container(**READERS["all"])) | {"metadata": {"annotations": {"checksum/config": value}}}
        )
        for value in "xy"
    )

    assert told(NAME, files(config("x"), before), files(config("y"), after)) == []


def test_pods_that_read_another_one_are_left_in_peace() -> None:
    app = deployment(container(envFrom=[{"configMapRef": {"name": "other"}}]))

    assert told(NAME, files(config("x"), app), files(config("y"), app)) == []


def test_labels_are_no_data() -> None:
    app = deployment(container(**READERS["all"]))
    labelled = manifest("ConfigMap", data={"a": "x"}, metadata={"labels": {"a": "b"}})

    assert told(NAME, files(config("x"), app), files(labelled, app)) == []
