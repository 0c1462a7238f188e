"""The web pods and the Service in front of them."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Container, Image, Probe, Service, Shutdown
from constructs_lib.waves import SYNC_OPTIONS
from constructs_lib.web_app import WebApp
from tests.constructs_lib.making import by_kind, chart, profile, rendered


def web(id: str = "It", **settings: Any) -> list[Document]:
    scope = chart()
    WebApp(scope, id, profile=profile(**settings))
    return rendered(scope)


def test_on_port_8080(snapshot: SnapshotAssertion) -> None:
    assert web() == snapshot


def test_on_port_80_with_everything(snapshot: SnapshotAssertion) -> None:
    """One number says SERVER_NAME, the container's port, the Service's and the sysctl; the probes ask it by name."""
    settings: dict[str, Any] = {
        "port": 80,
        "server": "caddy",
        "command": ["frankenphp", "run"],
        "args": ["--watch"],
        "readiness_probe": Probe("/ready"),
        "liveness_probe": Probe("/live"),
        "startup_probe": Probe("/start"),
        "init_containers": {"warm-up": Container(command="bin/warm-up")},
        "sidecars": {"exporter": Container(image=Image("exporter", tag="v2"), ports={"metrics": 9090})},
        "shutdown": Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=60),
        "service": Service(type="NodePort", annotations={"a": "b"}),
        "kubernetes_version": "1.29",
    }

    assert web(**settings) == snapshot


def test_only_caddy_is_told_its_port_by_a_variable() -> None:
    """Any other server would not know SERVER_NAME, or take it for something else."""

    def variables(**settings: Any) -> list[str]:
        [container] = by_kind(web(**settings))["Deployment"]["spec"]["template"]["spec"]["containers"]
        return [variable["name"] for variable in container.get("env", [])]

    assert variables(server="caddy") == ["SERVER_NAME"]
    assert variables() == []


def test_the_service_selects_what_the_deployment_selects() -> None:
    documents = by_kind(web())

    assert documents["Service"]["spec"]["selector"] == documents["Deployment"]["spec"]["selector"]["matchLabels"]


@pytest.mark.parametrize(
    ("kind", "options"), [("ClusterIP", "Replace=true"), ("NodePort", None), ("LoadBalancer", None)]
)
def test_a_port_that_somebody_changed_is_put_back(
    kind: Literal["ClusterIP", "NodePort", "LoadBalancer"], options: str | None
) -> None:
    """By replacing the Service; one that a cloud changes is left alone."""
    service = by_kind(web(service=Service(type=kind)))["Service"]

    assert service["metadata"].get("annotations", {}).get(SYNC_OPTIONS) == options


def test_the_wait_before_sigterm_is_a_patch() -> None:
    """The typed API does not know the field."""
    app = WebApp(chart(), "It", profile=profile(shutdown=Shutdown(pre_stop_seconds=7)))

    assert [patch.target for patch in app.patches] == ["Deployment/shop"]


def test_a_renamed_construct_changes_nothing() -> None:
    assert web("Renamed") == web("It")
