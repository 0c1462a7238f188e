"""The check of the same name."""

import pytest

from plainsail.checks.security import unsafe_sysctl
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload


def _setting(name: str) -> str:
    return workload(pod={"securityContext": {"sysctls": [{"name": name, "value": "1"}]}})


def test_not_among_the_safe_ones() -> None:
    [finding] = unsafe_sysctl.check(manifests(namespace("baseline"), _setting("net.core.somaxconn")))

    assert finding.message == (
        "net.core.somaxconn is not among the safe sysctls; the namespace enforces baseline and refuses the pod"
    )
    assert finding.where.field == "spec.template.spec.securityContext.sysctls[net.core.somaxconn]"


@pytest.mark.parametrize(
    ("name", "since", "before"),
    [
        ("net.ipv4.ip_local_reserved_ports", "v1.27", "v1.26"),
        ("net.ipv4.tcp_keepalive_time", "v1.29", "v1.28"),
        ("net.ipv4.tcp_rmem", "v1.32", "v1.31"),
    ],
)
def test_the_list_grew(name: str, since: str, before: str) -> None:
    [finding] = unsafe_sysctl.check(manifests(namespace(version=before), _setting(name)))

    assert f"safe sysctls before Kubernetes {since[1:]};" in finding.message
    assert not list(unsafe_sysctl.check(manifests(namespace(version=since), _setting(name))))


def test_warns_where_only_the_kubelet_refuses() -> None:
    [finding] = unsafe_sysctl.check(foreign(_setting("net.core.somaxconn")))

    assert severity_of(unsafe_sysctl, finding) == "warning"


def test_silent_on_the_first_port_that_needs_no_privilege() -> None:
    assert not list(unsafe_sysctl.check(manifests(namespace(), _setting("net.ipv4.ip_unprivileged_port_start"))))
