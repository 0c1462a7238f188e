"""The check of the same name."""

import json
from typing import Any

import pytest

from plainsail.checks.network import ports_disagree
from tests.plainsail.checks.planted import manifests, vendored
from tests.plainsail.checks.planted_pods import container, foreign, workload

SERVICE = """
apiVersion: v1
kind: Service
metadata: {name: backend, namespace: backend}
spec: {selector: {app: backend}, ports: [{name: http, port: 80, targetPort: TARGET}]}
"""


def _app(server_name: str | None = ":80", port: int = 80, probe: object = "http", **fields: Any) -> str:
    env = [{"name": "SERVER_NAME", "value": server_name}] if server_name else []
    return workload(
        env=env,
        ports=[{"name": "http", "containerPort": port}],
        livenessProbe={"httpGet": {"path": "/check/liveness", "port": probe}},
        **fields,
    )


def _service(target: object) -> str:
    return SERVICE.replace("TARGET", str(target))


def test_container_port_is_not_where_it_listens() -> None:
    """The probe and the Service follow the name, so one finding says it all."""
    [finding] = ports_disagree.check(manifests(_app(port=8080), _service("http")))

    assert finding.message == "declares 8080, but SERVER_NAME makes it listen on 80"
    assert finding.where.field == "spec.template.spec.containers[app].ports"


def test_probe_asks_another_port() -> None:
    [finding] = ports_disagree.check(manifests(_app(probe=8080)))

    assert finding.message == "asks port 8080, but the app is on 80"
    assert finding.where.field == "spec.template.spec.containers[app].livenessProbe.httpGet.port"


def test_service_leads_to_another_port() -> None:
    [finding] = ports_disagree.check(manifests(_app(), _service(8080)))

    assert finding.message == "leads to port 8080, but Deployment/backend is on 80"
    assert finding.where.object == "Service/backend"
    assert finding.where.field == "spec.ports[80].targetPort"


def test_service_names_a_port_that_caddy_does_not_open() -> None:
    ports = [{"name": "http", "containerPort": 8080}, {"name": "web", "containerPort": 80}]
    planted = workload(env=[{"name": "SERVER_NAME", "value": ":80"}], ports=ports)

    [finding] = ports_disagree.check(manifests(planted, _service("http")))

    assert finding.message == "leads to port 8080, but Deployment/backend is on 80"


def test_further_ports_of_an_app_on_caddy() -> None:
    """SERVER_NAME says nothing of them."""
    ports = [{"name": "http", "containerPort": 80}, {"name": "grpc", "containerPort": 50051}]
    ready = {"grpc": {"port": 50051}}
    planted = workload(env=[{"name": "SERVER_NAME", "value": ":80"}], ports=ports, readinessProbe=ready)

    assert not list(ports_disagree.check(manifests(planted, _service("grpc"))))


def test_a_call_of_grpc_to_no_port_of_the_app() -> None:
    planted = workload(ports=[{"name": "grpc", "containerPort": 50051}], readinessProbe={"grpc": {"port": 50052}})
    [finding] = ports_disagree.check(manifests(planted))

    assert finding.message == "asks port 50052, but the app is on 50051"


def test_our_own_apps_declare_where_they_listen() -> None:
    """Without SERVER_NAME the declared port is what probes and Services are held against."""
    found = list(ports_disagree.check(manifests(_app(None, probe=8080), _service(9000))))

    assert [finding.message for finding in found] == [
        "asks port 8080, but the app is on 80",
        "leads to port 9000, but Deployment/backend is on 80",
    ]


def test_somebody_else_need_not_declare() -> None:
    assert not list(ports_disagree.check(foreign(_app(None, probe=10254), _service(9000))))
    assert not list(ports_disagree.check(vendored(manifests(_app(None, probe=10254), _service(9000)))))


def test_somebody_s_caddy_listens_where_it_says() -> None:
    assert len(list(ports_disagree.check(foreign(_app(":8080", probe=80), _service(80))))) == 1


def test_a_sidecar_may_answer() -> None:
    sidecar = {**container(name="metrics"), "ports": [{"name": "metrics", "containerPort": 9100}]}
    planted = json.loads(_app(probe=9100))
    planted["spec"]["template"]["spec"]["containers"].append(sidecar)

    assert not list(ports_disagree.check(manifests(json.dumps(planted), _service(9100))))


def test_the_pods_of_jobs_are_behind_no_service() -> None:
    job = workload("Job", labels={"app": "backend"}, ports=[{"containerPort": 9000}])

    assert not list(ports_disagree.check(manifests(_app(), job, _service("http"))))


@pytest.mark.parametrize("target", ["http", 80, '"80"'])
def test_silent_when_all_agree(target: object) -> None:
    assert not list(ports_disagree.check(manifests(_app(probe=80), _service(target))))
