"""The check of the same name."""

import pytest

from plainsail.checks.workloads import host_in_probe
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, namespace, severity_of, workload


@pytest.mark.parametrize("probe", ["livenessProbe", "readinessProbe", "startupProbe"])
@pytest.mark.parametrize("way", ["httpGet", "tcpSocket"])
def test_probe_asks_somebody_else(probe: str, way: str) -> None:
    planted = workload(pod={"containers": [container(**{probe: {way: {"port": 80, "host": "10.0.0.1"}}})]})

    [finding] = host_in_probe.check(manifests(namespace(), planted))

    assert (
        finding.message == "asks 10.0.0.1 instead of its own pod; the namespace enforces restricted and refuses the pod"
    )
    assert finding.where.field == f"spec.template.spec.containers[app].{probe}.{way}.host"


def test_hook_asks_somebody_else() -> None:
    planted = workload(lifecycle={"preStop": {"httpGet": {"port": 80, "host": "example.com"}}})

    [finding] = host_in_probe.check(manifests(namespace(), planted))

    assert finding.where.field == "spec.template.spec.containers[app].lifecycle.preStop.httpGet.host"


def test_allowed_before_1_34() -> None:
    planted = workload(livenessProbe={"httpGet": {"port": 80, "host": "10.0.0.1"}})

    [finding] = host_in_probe.check(manifests(namespace(version="v1.33"), planted))

    assert finding.message == "asks 10.0.0.1 instead of its own pod"
    assert severity_of(host_in_probe, finding) == "info"


def test_silent_on_a_virtual_host() -> None:
    headers = [{"name": "Host", "value": "backend.example.com"}]
    planted = workload(livenessProbe={"httpGet": {"port": 80, "httpHeaders": headers}})

    assert not list(host_in_probe.check(manifests(namespace(), planted)))
