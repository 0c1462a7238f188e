"""The check of the same name."""

from plainsail.checks.network import host_port
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload


def test_takes_a_port_of_the_node() -> None:
    planted = workload(ports=[{"name": "http", "containerPort": 8080, "hostPort": 80}])

    [finding] = host_port.check(manifests(namespace(), planted))

    assert finding.message == "takes port 80 of its node; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].ports[8080].hostPort"


def test_a_port_without_a_name_goes_by_its_number() -> None:
    [finding] = host_port.check(foreign(workload(ports=[{"containerPort": 8080, "hostPort": 80}])))

    assert finding.where.field == "spec.template.spec.containers[app].ports[8080].hostPort"
    assert severity_of(host_port, finding) == "info"


def test_silent_on_the_node_s_own_network() -> None:
    """There the API server fills the field in by itself."""
    planted = workload(pod={"hostNetwork": True}, ports=[{"containerPort": 8080, "hostPort": 8080}])

    assert not list(host_port.check(manifests(namespace(), planted)))


def test_silent_on_a_container_s_own_port() -> None:
    assert not list(host_port.check(manifests(namespace(), workload(ports=[{"containerPort": 80, "hostPort": 0}]))))
