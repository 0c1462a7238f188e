"""Containers: hardened, probed, and stopped by a command before Kubernetes 1.30, by a wait of its own from then on."""

from __future__ import annotations

from typing import Any

import pytest
from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.container import (
    any_probe,
    container,
    container_security_context,
    exec_probe,
    lifecycle,
    pre_stop_patch,
)
from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import pod_security_context
from constructs_lib.settings import Compute, ExecProbe, GrpcProbe, Image, Patch, Probe, Resources, Shutdown, TcpProbe
from constructs_lib.settings.containers import AnyProbe
from tests.constructs_lib.making import pod

IMAGE = Image("shop", tag="v1", pull_policy="Always")
PORTS = {"http": 8080, "grpc": 50051}
NOTHING: dict[str, Any] = {"image": IMAGE, "command": None, "env": [], "resources": Resources(), "mounts": []}


def contained(**fields: Any) -> Document:
    return pod(k8s.PodSpec(containers=[container(name="app", **{**NOTHING, **fields})]))


def test_hardened_and_nothing_else(snapshot: SnapshotAssertion) -> None:
    assert [contained()] == snapshot


def test_resources_of_every_kind(snapshot: SnapshotAssertion) -> None:
    resources = Resources(requests=Compute(cpu="100m", memory="64Mi"), limits=Compute(ephemeral_storage="1Gi"))

    assert [contained(resources=resources)] == snapshot


def test_its_own_pull_policy_wins() -> None:
    assert contained(pull_policy="Never")["spec"]["containers"][0]["imagePullPolicy"] == "Never"


def test_a_digest_beside_the_tag() -> None:
    image = Image("shop", tag="v1", digest="sha256:" + "0" * 64)

    assert contained(image=image)["spec"]["containers"][0]["image"] == f"shop:v1@sha256:{'0' * 64}"


def hardened(port: int | None) -> Document:
    container = k8s.Container(name="app", security_context=container_security_context())
    return pod(k8s.PodSpec(containers=[container], security_context=pod_security_context(33, port=port)))


def test_port_80(snapshot: SnapshotAssertion) -> None:
    """The first port that needs no privilege is lowered, no capability granted."""
    assert [hardened(80)] == snapshot


@pytest.mark.parametrize("port", [None, 1024, 8080])
def test_ports_that_need_no_privilege(port: int | None) -> None:
    assert "sysctls" not in hardened(port)["spec"]["securityContext"]


def test_all_three(snapshot: SnapshotAssertion) -> None:
    """A delay of zero is left out."""
    container = k8s.Container(
        name="app",
        startup_probe=any_probe(Probe("/start", period_seconds=2, failure_threshold=30), ports=PORTS),
        readiness_probe=any_probe(Probe("/ready", timeout_seconds=3, initial_delay_seconds=4), ports=PORTS),
        liveness_probe=exec_probe(ExecProbe("bin/alive --now", period_seconds=30)),
    )

    assert [pod(k8s.PodSpec(containers=[container]))] == snapshot


def test_none() -> None:
    assert (any_probe(None), exec_probe(None)) == (None, None)


def asked(probe: AnyProbe) -> Any:
    """The question, without its times."""
    container = k8s.Container(name="app", readiness_probe=any_probe(probe, ports=PORTS))
    question = pod(k8s.PodSpec(containers=[container]))["spec"]["containers"][0]["readinessProbe"]
    return {name: value for name, value in question.items() if isinstance(value, dict)}


def test_grpc_takes_the_number_of_a_port() -> None:
    """Alone of all handlers: Kubernetes takes no name there."""
    assert asked(GrpcProbe("grpc", service="shop.v1.Orders")) == {"grpc": {"port": 50051, "service": "shop.v1.Orders"}}


def test_without_a_name_the_first_port_is_asked() -> None:
    assert asked(GrpcProbe()) == {"grpc": {"port": 8080}}
    assert asked(TcpProbe()) == {"tcpSocket": {"port": "http"}}


def test_https_with_headers() -> None:
    probe = Probe("/ready", port="grpc", scheme="HTTPS", headers={"X-Probe": "yes"})

    assert asked(probe) == {
        "httpGet": {
            "path": "/ready",
            "port": "grpc",
            "scheme": "HTTPS",
            "httpHeaders": [{"name": "X-Probe", "value": "yes"}],
        }
    }


WAIT = Shutdown(pre_stop_seconds=7)
NO_WAIT = Shutdown(pre_stop_seconds=0)


def patch(shutdown: Shutdown, version: str) -> Patch | None:
    return pre_stop_patch("Deployment/shop", "app", shutdown, kubernetes_version=version)


def test_a_command_on_1_29(snapshot: SnapshotAssertion) -> None:
    container = k8s.Container(name="app", lifecycle=lifecycle(WAIT, kubernetes_version="1.29"))

    assert [pod(k8s.PodSpec(containers=[container]))] == snapshot


def test_a_wait_from_1_30_on() -> None:
    field = "spec.template.spec.containers[app].lifecycle"

    assert patch(WAIT, "1.30") == Patch("Deployment/shop", set={field: {"preStop": {"sleep": {"seconds": 7}}}})


@pytest.mark.parametrize("version", ["1.27", "1.29", "1.30", "1.36"])
def test_one_of_the_two(version: str) -> None:
    assert (patch(WAIT, version) is None) != (lifecycle(WAIT, kubernetes_version=version) is None)


@pytest.mark.parametrize("version", ["1.29", "1.30"])
def test_no_wait(version: str) -> None:
    assert (patch(NO_WAIT, version), lifecycle(NO_WAIT, kubernetes_version=version)) == (None, None)
