"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import invalid_probe
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload

GET = {"httpGet": {"path": "/", "port": 80}}
FIELD = "spec.template.spec.containers[app]"


@pytest.mark.parametrize(
    ("name", "probe", "message"),
    [
        ("readinessProbe", {"periodSeconds": 5}, "has no exec, httpGet, tcpSocket, grpc: nothing to ask"),
        ("livenessProbe", GET | {"exec": {"command": ["true"]}}, "has exec and httpGet: which one counts?"),
        (
            "livenessProbe",
            GET | {"successThreshold": 2},
            "successThreshold is 2; only a readinessProbe takes more than 1",
        ),
        (
            "readinessProbe",
            GET | {"terminationGracePeriodSeconds": 5},
            "terminationGracePeriodSeconds belongs to probes that kill; a readinessProbe does not",
        ),
    ],
)
def test_probe(name: str, probe: Document, message: str) -> None:
    document = workload(pod=pod_spec(container(**{name: probe})))

    assert told(invalid_probe.check(examined(document))) == [(f"{FIELD}.{name}", message)]


def test_hook_without_a_way() -> None:
    document = workload(pod=pod_spec(container(lifecycle={"preStop": {}})))

    [(field, _)] = told(invalid_probe.check(examined(document)))

    assert field == f"{FIELD}.lifecycle.preStop"


def test_init_container_is_not_asked() -> None:
    document = workload(pod=pod_spec(initContainers=[container(name="init", livenessProbe=GET)]))

    assert told(invalid_probe.check(examined(document))) == [
        (
            "spec.template.spec.initContainers[init].livenessProbe",
            "an init container takes no livenessProbe, unless its restartPolicy is Always",
        )
    ]


def test_silent_on_probes_of_containers_and_sidecars() -> None:
    probes = {"readinessProbe": GET | {"successThreshold": 2}, "livenessProbe": GET, "startupProbe": GET}
    sidecar = container(
        name="proxy", restartPolicy="Always", lifecycle={"preStop": {"sleep": {"seconds": 5}}}, **probes
    )

    assert not told(
        invalid_probe.check(examined(workload(pod=pod_spec(container(**probes), initContainers=[sidecar]))))
    )
