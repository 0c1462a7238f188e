"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container
from tests.plainsail.schemas.rules.judged_pods import of_pod, of_template, of_volume

CLAIM = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}


@pytest.mark.parametrize(
    ("source", "field", "message"),
    [
        ({"secret": {}}, "secret.secretName", "is required and missing"),
        ({"secret": {"secretName": "a", "items": [{"key": "a", "path": ""}]}}, "secret.items[a].path", "is empty"),
        ({"secret": {"secretName": "a", "items": [{"key": "", "path": "a"}]}}, "secret.items[0].key", "is empty"),
        ({"configMap": {"name": ""}}, "configMap.name", "is required and empty"),
        (
            {"configMap": {"name": "a", "items": [{"key": "a", "path": "..a"}]}},
            "configMap.items[a].path",
            "begins with '..'",
        ),
        ({"persistentVolumeClaim": {"claimName": ""}}, "persistentVolumeClaim.claimName", "is empty"),
        ({"emptyDir": {"sizeLimit": "-1"}}, "emptyDir.sizeLimit", "is below zero"),
        ({"ephemeral": {}}, "ephemeral.volumeClaimTemplate", "is required"),
        (
            {"ephemeral": {"volumeClaimTemplate": {"metadata": {"name": "a"}, "spec": CLAIM}}},
            "ephemeral.volumeClaimTemplate.metadata.name",
            "cannot be set",
        ),
        (
            {"ephemeral": {"volumeClaimTemplate": {"metadata": {"labels": {"a b": ""}}, "spec": CLAIM}}},
            'ephemeral.volumeClaimTemplate.metadata.labels["a b"]',
            "is no label key",
        ),
        ({"csi": {"driver": ""}}, "csi.driver", "is no name of a CSI driver"),
        ({"csi": {"driver": "a_b"}}, "csi.driver", "is no name of a CSI driver"),
        ({"csi": {"driver": "A.b", "nodePublishSecretRef": {}}}, "csi.nodePublishSecretRef.name", "is required"),
        ({"downwardAPI": {"items": [{"path": "a"}]}}, "downwardAPI.items[0]", "needs fieldRef or resourceFieldRef"),
        (
            {"projected": {"sources": [{"serviceAccountToken": {"path": "a", "expirationSeconds": 599}}]}},
            "projected.sources[0].serviceAccountToken.expirationSeconds",
            "599 is below 600",
        ),
        (
            {"projected": {"sources": [{"serviceAccountToken": {"path": "../a"}}]}},
            "projected.sources[0].serviceAccountToken.path",
            "leads out",
        ),
        ({"projected": {"sources": [{"configMap": {}}]}}, "projected.sources[0].configMap.name", "is required"),
        (
            {
                "projected": {
                    "sources": [
                        {"secret": {"name": "a", "items": [{"key": "a", "path": "x"}]}},
                        {"configMap": {"name": "b", "items": [{"key": "b", "path": "x"}]}},
                    ]
                }
            },
            "projected.sources[1].configMap.items[b].path",
            "'x' is there twice",
        ),
        ({"hostPath": {"path": "/a/../b"}}, "hostPath.path", "'..'"),
        ({"nfs": {"server": "", "path": "/"}}, "nfs.server", "is empty"),
    ],
)
def test_refused(source: dict[str, Any], field: str, message: str) -> None:
    said = of_volume(**source)

    assert any(place == field and message in each for place, each in said), said


@pytest.mark.parametrize(
    "source",
    [
        {},
        {"emptyDir": {"medium": "Memory", "sizeLimit": "1Gi "}},
        {"ephemeral": {"volumeClaimTemplate": {"metadata": {"labels": {"a": ""}}, "spec": CLAIM}}},
        {"csi": {"driver": "Secrets-Store.csi.k8s.io", "nodePublishSecretRef": {"name": "a"}}},
        {"projected": {"sources": [{"clusterTrustBundle": {}, "secret": {"name": "a"}}, {}]}},
        {"projected": {"sources": [{"clusterTrustBundle": {"labelSelector": {"matchLabels": {"a b": "c d"}}}}]}},
        {"configMap": {"name": "a", "items": [{"key": "a", "path": "a\nb/..c"}]}},
        {"image": {"reference": ""}},
    ],
)
def test_accepted(source: dict[str, Any]) -> None:
    assert of_volume(**source) == []


def test_image_of_a_pod_is_there() -> None:
    assert of_pod(volumes=[{"name": "a", "image": {}}]) == [("volumes[a].image.reference", "is required")]


def test_block_device_is_a_claim() -> None:
    device = container(volumeDevices=[{"name": "a", "devicePath": "/dev/a"}])

    [(_, message)] = of_template(containers=[device], volumes=[{"name": "a", "emptyDir": {}}])

    assert message == "the volume a is no claim: only a claim can be a block device"
    assert of_template(containers=[device], volumes=[{"name": "a", "persistentVolumeClaim": {"claimName": "a"}}]) == []


def test_file_of_a_variable_is_in_an_empty_dir() -> None:
    env = [{"name": "A", "valueFrom": {"fileKeyRef": {"volumeName": "a", "path": "env", "key": "A"}}}]

    def judged(**source: Any) -> list[str]:
        pod: dict[str, Any] = {"containers": [container(env=env)], "volumes": [{"name": "a", **source}]}
        return [message for _, message in of_template(**pod)]

    assert judged(emptyDir={}) == []
    assert judged(secret={"secretName": "a"}) == ["the volume a must be an emptyDir"]


def test_claim_that_the_pod_makes_itself() -> None:
    volumes = [
        {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"spec": CLAIM}}},
        {"name": "again", "persistentVolumeClaim": {"claimName": "backend-scratch"}},
    ]

    assert [field for field, _ in of_pod(volumes=volumes)] == ["volumes[again].persistentVolumeClaim.claimName"]
    assert of_template(volumes=volumes) == []
