"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import server_warns_of_pod
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload


def found(*containers: Document, **pod: Any) -> list[str]:
    return [
        message for _, message in told(server_warns_of_pod.check(examined(workload(pod=pod_spec(*containers, **pod)))))
    ]


SPREAD = {"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway"}
SOFT = "preferredDuringSchedulingIgnoredDuringExecution"
WEIGHTED = {"weight": 1, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname"}}
ITEMS = [{"key": "a", "path": "x"}, {"key": "b", "path": "x/y"}]


@pytest.mark.parametrize(
    ("pod", "message"),
    [
        ({"topologySpreadConstraints": [SPREAD]}, "without a labelSelector it counts no pod, and so spreads none"),
        ({"affinity": {"podAntiAffinity": {SOFT: [WEIGHTED]}}}, "without a labelSelector it finds no pod"),
        (
            {"hostAliases": [{"ip": "010.0.0.1", "hostnames": ["a"]}]},
            "a later Kubernetes refuses '010.0.0.1'; write 10.0.0.1",
        ),
        (
            {"hostAliases": [{"ip": "10.0.0.1", "hostnames": ["a"]}, {"ip": "10.0.0.1", "hostnames": ["b"]}]},
            "10.0.0.1 has names already; put all of them into one entry",
        ),
        (
            {"volumes": [{"name": "v", "configMap": {"name": "c", "items": ITEMS}}]},
            "two of its files meet: x/y and x; one hides the other, or the pod does not start",
        ),
    ],
)
def test_what_does_not_do_what_it_seems_to(pod: dict[str, Any], message: str) -> None:
    assert found(**pod) == [message]


def test_ports_of_two_containers() -> None:
    port = {"name": "http", "containerPort": 8080}
    other = {"name": "other", "image": "example.com/b:v1", "ports": [port]}

    assert found(container(ports=[port]), other) == [
        "app has 8080 (TCP) as well; the containers of a pod share their ports",
        "app has a port http as well, which Services and probes take",
    ]


def test_parts_of_a_byte() -> None:
    limits = {"memory": "1073741824500m", "ephemeral-storage": "500m"}

    assert found(container(resources={"limits": limits})) == [
        "1073741824500m is no whole number of bytes",
        "500m is no whole number of bytes",
    ]


def test_silent_on_the_sound() -> None:
    spread = {**SPREAD, "labelSelector": {"matchLabels": {"app": "backend"}}}
    items = [{"key": "a", "path": "x"}, {"key": "b", "path": "xy"}]
    volume = {"name": "v", "configMap": {"name": "c", "items": items}}
    ports = [{"name": "http", "containerPort": 8080}, {"name": "dns", "containerPort": 8080, "protocol": "UDP"}]
    resources = {"limits": {"memory": "128974848000m", "ephemeral-storage": "1Gi"}}

    assert not found(container(ports=ports, resources=resources), topologySpreadConstraints=[spread], volumes=[volume])
