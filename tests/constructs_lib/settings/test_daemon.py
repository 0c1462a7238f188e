"""What must hold between the settings of an agent of the node."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    ConfigMap,
    CronJob,
    DaemonStrategy,
    HostPath,
    Namespace,
    NetworkPolicy,
    Peer,
    Probe,
    SettingsError,
    TcpProbe,
)
from tests.rendered import environment
from tests.samples.values import LeastDaemon

OPEN = {"namespace": Namespace("a", pod_security="privileged")}
PORTS = {"ports": {"http": 8080}}
LET_IN = NetworkPolicy(ingress_from=[Peer(cidr="10.0.0.0/16")])
ROOT = {"waivers": {"runs-as-root": "the logs are root's"}}
LOG = {"/log": HostPath("/var/log")}
SURGE = {"update_strategy": DaemonStrategy(max_surge=1, max_unavailable=0)}

BROKEN: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a probe without a port": ({"readiness_probe": Probe("/")}, ("readiness_probe",)),
    "a connection without a port": ({"startup_probe": TcpProbe()}, ("startup_probe",)),
    "a probe of another port": ({**PORTS, "liveness_probe": Probe("/", port="x")}, ("liveness_probe", "port")),
    "one number twice": ({"ports": {"a": 1, "b": 1}}, ("ports", "b")),
    "one number of the node twice": (
        {**OPEN, "ports": {"a": 1, "b": 2}, "host_ports": {"a": 9, "b": 9}},
        ("host_ports", "b"),
    ),
    "a port of the node that leads nowhere": ({**OPEN, **PORTS, "host_ports": {"htp": 80}}, ("host_ports", "htp")),
    "ports of the node twice over": (
        {**OPEN, **PORTS, "host_network": True, "host_ports": {"http": 8080}},
        ("host_ports", "http"),
    ),
    "a low port of the node": ({**OPEN, "ports": {"a": 80}, "host_network": True}, ("ports", "a")),
    "a surge on one network": ({**OPEN, **SURGE, "host_network": True}, ("update_strategy", "max_surge")),
    "a surge on one port": (
        {**OPEN, **SURGE, **PORTS, "host_ports": {"http": 80}},
        ("update_strategy", "max_surge"),
    ),
    "let in to no port": ({"network_policy": LET_IN}, ("network_policy", "ingress_from")),
    "let in to the node": (
        {**OPEN, **PORTS, "host_network": True, "network_policy": LET_IN},
        ("network_policy", "ingress_from"),
    ),
    "root without a reason": ({**OPEN, "pod_user": 0}, ("pod_user",)),
    "root where none is admitted": ({**ROOT, "pod_user": 0}, ("pod_user",)),
    "a path of the node where none is admitted": ({"host_paths": LOG}, ("host_paths", "/log")),
    "processes of the node where none are admitted": ({"host_pid": True}, ("host_pid",)),
    "a port of the node where none is admitted": (
        {"namespace": Namespace("a", pod_security="baseline"), **PORTS, "host_ports": {"http": 80}},
        ("host_ports", "http"),
    ),
    "a job named as the agent": ({"cron_jobs": {"daemon": CronJob("x", schedule="@daily")}}, ("cron_jobs", "daemon")),
    "a volume named as a path's": (
        {**OPEN, "host_paths": LOG, "config_maps": {"log": ConfigMap(data={}, mount_path="/a")}},
        ("config_maps", "log"),
    ),
    "a path named as a writable one's": (
        {**OPEN, "host_paths": {"/writable/tmp": HostPath("/tmp")}},
        ("host_paths", "/writable/tmp"),
    ),
    "two mounts of one path": ({**OPEN, "host_paths": LOG, "writable_paths": {"/log": "1Mi"}}, ("host_paths", "/log")),
}

FINE: dict[str, dict[str, Any]] = {
    "root with a reason": {"namespace": Namespace("a", pod_security="baseline"), **ROOT, "pod_user": 0},
    "somebody else's namespace admits what it admits": {
        "namespace": Namespace("kube-system", create=False),
        "host_paths": LOG,
    },
    "a surge without ports of the node": {**SURGE, **PORTS},
    "nobody is let in to the node": {**OPEN, "host_network": True, "network_policy": NetworkPolicy()},
}


@pytest.mark.parametrize(("values", "path"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_names_the_setting(values: dict[str, Any], path: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        environment(LeastDaemon, **values)

    assert error.value.path == path


@pytest.mark.parametrize("values", FINE.values(), ids=FINE)
def test_what_breaks_no_rule(values: dict[str, Any]) -> None:
    assert isinstance(environment(LeastDaemon, **values), LeastDaemon)


def test_what_a_namespace_refuses_says_what_to_set() -> None:
    with pytest.raises(SettingsError) as error:
        environment(LeastDaemon, host_pid=True)

    assert error.value.message == (
        "a namespace of pod_security='restricted' refuses pods with the node's processes; "
        "set namespace = change(pod_security='privileged')"
    )


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"max_unavailable": 0}, ()),
        ({"max_unavailable": "0%", "max_surge": "0%"}, ()),
        ({"max_surge": 1}, ("max_surge",)),
        ({"type": "OnDelete", "max_unavailable": 2}, ("max_unavailable",)),
        ({"type": "OnDelete", "max_surge": 1}, ("max_surge",)),
    ],
)
def test_a_strategy_that_the_api_server_would_refuse_or_not_read(said: dict[str, Any], path: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        DaemonStrategy(**said)

    assert error.value.path == path
