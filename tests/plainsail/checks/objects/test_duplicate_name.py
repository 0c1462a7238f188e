"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.objects import duplicate_name
from tests.plainsail.checks.planted_objects import container, examined, made, pod_spec, service, told, workload


def test_container_and_init_container_of_one_name() -> None:
    document = workload(pod=pod_spec(container(), initContainers=[container()]))

    assert told(duplicate_name.check(examined(document))) == [
        ("spec.template.spec.containers", "two containers are named app")
    ]


def test_volumes() -> None:
    volume = {"name": "tmp", "emptyDir": {}}

    [finding] = duplicate_name.check(examined(workload(pod=pod_spec(volumes=[volume, volume]))))

    assert finding.message == "two volumes are named tmp"


def test_ports_of_a_container() -> None:
    ports = [{"containerPort": 80, "name": "http"}, {"containerPort": 81, "name": "http"}]

    assert told(duplicate_name.check(examined(workload(pod=pod_spec(container(ports=ports)))))) == [
        ("spec.template.spec.containers[app].ports", "two ports are named http")
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({"port": 80, "name": "http", "protocol": "TCP"}, "port 80 (TCP) is set twice"),
        ({"port": 81, "name": "http"}, "two ports are named http"),
    ],
)
def test_ports_of_a_service(second: dict[str, Any], message: str) -> None:
    ports = [{"port": 80, "name": "http"}, second]

    assert told(duplicate_name.check(examined(service(ports=ports)))) == [("spec.ports", message)]


def test_containers_of_a_pod_template() -> None:
    document = made("PodTemplate", template={"spec": pod_spec(container(), container())})

    assert told(duplicate_name.check(examined(document))) == [
        ("template.spec.containers", "two containers are named app")
    ]


def test_keys_of_a_config_map() -> None:
    document = made("ConfigMap", data={"a": "x"}, binaryData={"a": "eA=="})

    assert told(duplicate_name.check(examined(document))) == [("binaryData", "a is in data, too")]


def test_silent_on_one_port_number_over_two_protocols() -> None:
    ports = [{"port": 53, "name": "dns", "protocol": "UDP"}, {"port": 53, "name": "dns-tcp", "protocol": "TCP"}]
    pod = pod_spec(container(), container(name="proxy"), initContainers=[container(name="init")])

    assert not told(duplicate_name.check(examined(service(ports=ports), workload(pod=pod), workload("DaemonSet", pod))))
