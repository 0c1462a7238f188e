"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container
from tests.plainsail.schemas.rules.judged_pods import of_container, of_pod, of_template

SLEEP = {"preStop": {"sleep": {"seconds": 31}}}


@pytest.mark.parametrize(
    ("probe", "field", "message"),
    [
        ({"exec": {}}, "exec.command", "is required"),
        ({"httpGet": {"port": ""}}, "httpGet.port", "is no port name"),
        (
            {"httpGet": {"port": 80, "httpHeaders": [{"name": "X Y", "value": "1"}]}},
            "httpGet.httpHeaders[X Y].name",
            "header",
        ),
        ({"tcpSocket": {"port": "80"}}, "tcpSocket.port", "is no port name"),
        ({"grpc": {"port": 0}}, "grpc.port", "0 is below 1"),
        ({"exec": {"command": ["a"]}, "periodSeconds": -1}, "periodSeconds", "-1 is below 0"),
        ({"exec": {"command": ["a"]}, "terminationGracePeriodSeconds": 0}, "terminationGracePeriodSeconds", "below 1"),
    ],
)
def test_probe_that_is_refused(probe: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_container(livenessProbe=probe)

    assert place == f"livenessProbe.{field}"
    assert message in said


def test_probe_that_is_accepted() -> None:
    get = {"port": "http", "path": "", "scheme": "", "httpHeaders": [{"name": "X-Probe"}]}

    assert of_container(readinessProbe={"httpGet": get, "successThreshold": 0, "timeoutSeconds": 0}) == []


def test_sleep_takes_no_longer_than_the_pod_has() -> None:
    [(field, message)] = of_container(lifecycle=SLEEP)

    assert field == "lifecycle.preStop.sleep.seconds"
    assert message == "31 is above terminationGracePeriodSeconds, 30: the pod is killed before"
    assert of_template(containers=[container(lifecycle=SLEEP)], terminationGracePeriodSeconds=31) == []


def test_sleep_of_no_time() -> None:
    nap = {"preStop": {"sleep": {"seconds": 0}}}

    assert of_container(lifecycle={"preStop": {"sleep": {}}}) == []
    assert of_container("1.33", lifecycle=nap) == []
    assert [message for _, message in of_container("1.32", lifecycle=nap)] == ["0 is below 1"]


def test_init_container_with_a_signal_alone() -> None:
    """It is dropped by default, and the lifecycle with it."""
    assert of_template(initContainers=[container(name="init", lifecycle={"stopSignal": "SIGTERM"})]) == []
    assert len(of_template(initContainers=[container(name="init", lifecycle={})])) == 1


def test_sleep_in_a_pod_that_has_no_time() -> None:
    """Of less than no time, the API server makes a second, in a pod of its own."""
    pod = {"containers": [container(lifecycle={"preStop": {"sleep": {"seconds": 1}}})]}

    assert of_pod(**pod, terminationGracePeriodSeconds=-1) == []
    assert len(of_template(**pod, terminationGracePeriodSeconds=-1)) == 1
