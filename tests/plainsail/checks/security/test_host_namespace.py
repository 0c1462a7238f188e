"""The check of the same name."""

import pytest

from plainsail.checks.security import host_namespace
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload


@pytest.mark.parametrize(
    ("name", "shared"), [("hostNetwork", "network"), ("hostPID", "processes"), ("hostIPC", "memory between processes")]
)
def test_shares_with_the_node(name: str, shared: str) -> None:
    [finding] = host_namespace.check(manifests(namespace(), workload(pod={name: True})))

    assert finding.message == f"shares the node's {shared}; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == f"spec.template.spec.{name}"
    assert severity_of(host_namespace, finding) == "error"


def test_found_in_jobs() -> None:
    [finding] = host_namespace.check(manifests(namespace(), workload("CronJob", pod={"hostNetwork": True})))

    assert finding.where.field == "spec.jobTemplate.spec.template.spec.hostNetwork"


def test_an_agent_of_the_node_may() -> None:
    """Node exporters and network plug-ins are no fault of somebody's cluster."""
    [finding] = host_namespace.check(foreign(workload("DaemonSet", pod={"hostPID": True})))

    assert severity_of(host_namespace, finding) == "info"


def test_silent_on_a_pod_that_says_no() -> None:
    assert not list(host_namespace.check(manifests(namespace(), workload(pod={"hostNetwork": False}))))
