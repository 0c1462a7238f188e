"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace

from plainsail.checks.network import node_port_taken
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import Document, examined, made, service
from tests.plainsail.checks.planted_policies import foreign


def asking(name: str, port: int, *, namespace: str = "backend", protocol: str = "TCP") -> Document:
    ports = [{"port": 80, "nodePort": port, "protocol": protocol}]
    spec = {"type": "NodePort", "selector": {"app": name}, "ports": ports}
    return made("Service", name=name, metadata={"namespace": namespace}, spec=spec)


def test_two_services_with_one_port_of_the_nodes() -> None:
    tree = examined(asking("a", 30080), asking("b", 30080, namespace="other", protocol="UDP"))
    [finding] = node_port_taken.check(tree)

    assert finding.where.object == "Service/b"
    assert finding.message == "Service/a in backend has node port 30080 already"
    assert finding.severity is None


def test_milder_in_two_files_that_may_be_alternatives() -> None:
    one, other = foreign(asking("a", 30080), asking("b", 30080)).resources
    [finding] = node_port_taken.check(Manifests([one, replace(other, path="other.yaml")]))

    assert finding.severity == "warning"


def test_silent_about_two_protocols_of_one_service() -> None:
    ports = [{"name": name, "port": 53, "nodePort": 30053, "protocol": name.upper()} for name in ("udp", "tcp")]

    assert not list(node_port_taken.check(examined(service(type="NodePort", ports=ports))))


def test_silent_about_ports_of_their_own_and_chosen_ones() -> None:
    tree = examined(asking("a", 30080), asking("b", 30081), asking("c", 0), asking("d", 0))

    assert not list(node_port_taken.check(tree))
