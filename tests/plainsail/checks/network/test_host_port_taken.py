"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.network import host_port_taken
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, told, workload

PORT = {"containerPort": 80, "hostPort": 8080}


def test_two_containers_want_one_port() -> None:
    pod = pod_spec(container(ports=[PORT]), container(name="proxy", ports=[PORT]))

    assert told(host_port_taken.check(examined(workload("DaemonSet", pod)))) == [
        ("spec.template.spec.containers", "port 8080 (TCP) of the node is wanted twice")
    ]


def test_on_the_host_network_the_port_is_the_node_s_own() -> None:
    document = workload("DaemonSet", pod_spec(container(ports=[PORT]), hostNetwork=True))

    assert told(host_port_taken.check(examined(document))) == [
        (
            "spec.template.spec.containers[app].ports",
            "hostPort 8080 is not containerPort 80, though the pod is on the host network",
        )
    ]


def test_silent_on_ports_apart() -> None:
    other = {"containerPort": 80, "hostPort": 8080, "protocol": "UDP"}
    pod = pod_spec(container(ports=[PORT]), container(name="proxy", ports=[other]))
    on_host = pod_spec(
        container(ports=[{"containerPort": 80, "hostPort": 80}, {"containerPort": 81}]), hostNetwork=True
    )

    assert not told(host_port_taken.check(examined(workload("DaemonSet", pod), workload("Deployment", on_host))))
