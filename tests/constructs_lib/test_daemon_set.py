"""DaemonSets: as confined as any pods, but for what of the node they say they are given."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.daemon_set import DaemonSet
from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.settings import (
    Compute,
    Daemon,
    DaemonStrategy,
    ExecProbe,
    HostPath,
    Image,
    Namespace,
    Probe,
    Resources,
    Shutdown,
    TcpProbe,
    Toleration,
)
from tests.constructs_lib.making import IDENTITY, chart, rendered
from tests.pod_security import refused
from tests.pods import pods


class Agent(Daemon):
    """The least that an agent says."""

    kubernetes_version = "1.35"
    namespace = Namespace("shop-test", pod_security="privileged")
    image = Image("agent", tag="v1")
    pod_user = 33
    resources = Resources(limits=Compute(memory="64Mi"))


def daemon_set(id: str = "It", **settings: Any) -> Document:
    scope = chart()
    made(scope, id, **settings)
    [document] = rendered(scope)
    return document


def made(scope: Any, id: str = "It", **settings: Any) -> DaemonSet:
    agent: Daemon = type("Agent", (Agent,), settings)(app="shop", env="test")
    return DaemonSet(scope, id, profile=PodProfile(identity=IDENTITY, settings=agent))


def pod(**settings: Any) -> dict[str, Any]:
    [found] = pods([daemon_set(**settings)])
    return found.spec


def test_the_least(snapshot: SnapshotAssertion) -> None:
    assert [daemon_set()] == snapshot


def test_with_everything_said(snapshot: SnapshotAssertion) -> None:
    everything = daemon_set(
        command="agent --node",
        args=["-v"],
        ports={"metrics": 9100},
        readiness_probe=Probe("/ready"),
        liveness_probe=TcpProbe(),
        startup_probe=ExecProbe("agent check"),
        update_strategy=DaemonStrategy(max_unavailable="10%"),
        min_ready_seconds=5,
        tolerations=[Toleration(None)],
        priority_class_name="system-node-critical",
        pod_user=0,
        waivers={"runs-as-root": "the logs are root's"},
        host_paths={
            "/host/log": HostPath("/var/log", mount_propagation="HostToContainer"),
            "/host/run": HostPath("/run/agent", read_only=False, type="DirectoryOrCreate"),
        },
        host_ports={"metrics": 9100},
        host_pid=True,
    )

    assert [everything] == snapshot


def test_one_that_is_given_nothing_of_the_node_passes_the_strictest_standard() -> None:
    assert [reason for found in pods([daemon_set(ports={"metrics": 80})]) for reason in refused(found)] == []


@pytest.mark.parametrize(
    ("opened", "reasons"),
    [
        ({"host_pid": True}, ["hostPID"]),
        ({"host_network": True}, ["hostNetwork"]),
        ({"host_paths": {"/log": HostPath("/var/log")}}, ["volume of kind hostPath"]),
        ({"ports": {"a": 8080}, "host_ports": {"a": 80}}, ["app: hostPort 80"]),
        ({"pod_user": 0, "waivers": {"runs-as-root": "so"}}, ["runAsUser 0", "app: runAsNonRoot"]),
    ],
)
def test_each_setting_opens_what_it_says_and_nothing_else(opened: dict[str, Any], reasons: list[str]) -> None:
    found = [reason for each in pods([daemon_set(**opened)]) for reason in refused(each)]

    assert found == [f"DaemonSet/shop: {reason}" for reason in reasons]


def test_a_path_of_the_node_is_read_only_unless_it_is_said() -> None:
    paths = {"/a": HostPath("/a"), "/b": HostPath("/b", read_only=False)}
    [container] = pod(host_paths=paths)["containers"]

    assert {mount["mountPath"]: mount.get("readOnly") for mount in container["volumeMounts"]} == {
        "/a": True,
        "/b": None,
    }


def test_services_resolve_on_the_network_of_the_node() -> None:
    assert pod(host_network=True)["dnsPolicy"] == "ClusterFirstWithHostNet"
    assert "dnsPolicy" not in pod()


def test_the_node_s_own_sysctls_are_left_alone() -> None:
    assert "sysctls" in pod(ports={"a": 80})["securityContext"]
    assert "sysctls" not in pod(ports={"a": 8080}, host_network=True)["securityContext"]


def test_replaced_by_hand() -> None:
    """Nothing is said of a rollout that there is none of."""
    assert daemon_set(update_strategy=DaemonStrategy(type="OnDelete"))["spec"]["updateStrategy"] == {"type": "OnDelete"}


def test_a_new_pod_beside_the_old_one() -> None:
    strategy = daemon_set(update_strategy=DaemonStrategy(max_surge=1, max_unavailable=0))["spec"]["updateStrategy"]

    assert strategy["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


def test_a_renamed_construct_changes_nothing() -> None:
    """No name, label or selector comes from a construct's path."""
    assert daemon_set("Renamed") == daemon_set("It")


def test_a_wait_before_sigterm_is_a_patch_of_the_daemon_set() -> None:
    """The typed API does not know the field."""
    patches = made(chart(), shutdown=Shutdown(pre_stop_seconds=3)).patches

    assert [patch.target for patch in patches] == ["DaemonSet/shop"]
