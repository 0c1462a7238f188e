"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.objects import server_warns_of_object
from tests.plainsail.checks.planted_objects import Document, examined, made, service, told, workload


def found(document: Document) -> list[tuple[str, str]]:
    return told(server_warns_of_object.check(examined(document)))


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        (
            {"clusterIP": "None", "sessionAffinity": "ClientIP"},
            "spec.sessionAffinity",
            "is ignored: the Service is headless",
        ),
        ({"externalName": "a.example.com"}, "spec.externalName", "is ignored: the Service is of type ClusterIP"),
        (
            {"externalIPs": ["010.1.2.3"]},
            "spec.externalIPs[0]",
            "a later Kubernetes refuses '010.1.2.3'; write 10.1.2.3",
        ),
        (
            {"type": "LoadBalancer", "loadBalancerSourceRanges": ["10.1.2.3/8"]},
            "spec.loadBalancerSourceRanges[0]",
            "'10.1.2.3/8' is not what it seems; write 10.0.0.0/8",
        ),
    ],
)
def test_services(spec: dict[str, Any], field: str, message: str) -> None:
    assert found(service(**spec)) == [(field, message)]


def test_parts_of_a_byte() -> None:
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1500m"}}}

    assert found(made("PersistentVolumeClaim", spec=spec)) == [
        ("spec.resources.requests.storage", "1500m is no whole number of bytes")
    ]


def test_a_name_with_dots_in_host_names() -> None:
    document = workload()
    document["metadata"]["name"] = "shop.v1"

    assert [field for field, _ in found(document)] == ["metadata.name"]


def test_silent_on_the_sound() -> None:
    assert not found(service())
    assert not found(service(clusterIP="None", sessionAffinity="None"))
    assert not found(workload())


def test_volumes_that_are_wiped_and_used_again() -> None:
    spec = {
        "capacity": {"storage": "1Gi"},
        "accessModes": ["ReadWriteOnce"],
        "hostPath": {"path": "/x"},
        "persistentVolumeReclaimPolicy": "Recycle",
    }

    assert [field for field, _ in found(made("PersistentVolume", metadata={"namespace": None}, spec=spec))] == [
        "spec.persistentVolumeReclaimPolicy"
    ]
