"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.security import low_port_without_privilege
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, severity_of, workload


def _on(port: int, *, sysctl: str | None = None, **fields: Any) -> str:
    sysctls = [{"name": "net.ipv4.ip_unprivileged_port_start", "value": sysctl}] if sysctl else []
    return workload(
        pod={"securityContext": {"sysctls": sysctls}}, ports=[{"name": "http", "containerPort": port}], **fields
    )


def test_listens_below_1024() -> None:
    [finding] = low_port_without_privilege.check(manifests(_on(80)))

    assert finding.message == "listens on 80 as a user that is not root, without a sysctl that opens the port"
    assert finding.where.field == "spec.template.spec.containers[app].ports"
    assert severity_of(low_port_without_privilege, finding) == "warning"


def test_server_name_says_where_caddy_listens() -> None:
    """The declared port may be another, and need not be there at all."""
    caddy = [{"name": "SERVER_NAME", "value": ":443"}]

    [finding] = low_port_without_privilege.check(manifests(_on(8443, env=caddy)))

    assert "listens on 443" in finding.message


@pytest.mark.parametrize(("sysctl", "findings"), [("80", 0), ("0", 0), ("81", 1)])
def test_the_sysctl_opens_the_port(sysctl: str, findings: int) -> None:
    assert len(list(low_port_without_privilege.check(manifests(_on(80, sysctl=sysctl))))) == findings


@pytest.mark.parametrize(("version", "severity"), [("1.35", "warning"), ("1.36", "info")])
def test_somebody_s_newer_nodes_open_it(version: str, severity: str) -> None:
    """Kubernetes 1.36 takes no containerd before 2, which opens low ports by itself."""
    [finding] = low_port_without_privilege.check(foreign(_on(80), version=version))

    assert severity_of(low_port_without_privilege, finding) == severity


def test_silent_on_the_capability() -> None:
    assert not list(
        low_port_without_privilege.check(
            foreign(_on(80, securityContext={"capabilities": {"add": ["NET_BIND_SERVICE"]}}))
        )
    )


def test_silent_on_root_and_on_who_may_be_root() -> None:
    root = {"runAsUser": 0, "runAsNonRoot": False}
    unsaid = workload(pod={"securityContext": None}, ports=[{"containerPort": 80}])

    assert not list(low_port_without_privilege.check(foreign(_on(80, securityContext=root))))
    assert not list(low_port_without_privilege.check(foreign(unsaid)))


def test_silent_on_8080() -> None:
    assert not list(low_port_without_privilege.check(manifests(_on(8080))))
