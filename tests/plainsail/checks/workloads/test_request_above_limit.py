"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.workloads import request_above_limit
from tests.plainsail.checks.planted_objects import Document, container, examined, job, pod_spec, told, workload


def _with(resource: str, request: Any, limit: Any) -> Document:
    return workload(pod=pod_spec(container(resources={"requests": {resource: request}, "limits": {resource: limit}})))


def test_request_above_its_limit() -> None:
    [finding] = request_above_limit.check(examined(_with("memory", "1Gi", "512Mi")))

    assert finding.message == "requests 1Gi memory, above its limit of 512Mi"
    assert finding.where.field == "spec.template.spec.containers[app].resources.requests.memory"


def test_units_are_compared_not_texts() -> None:
    assert told(request_above_limit.check(examined(_with("cpu", 2, "1500m"))))
    assert not told(request_above_limit.check(examined(_with("memory", "1000Mi", "1Gi"))))


@pytest.mark.parametrize("resource", ["hugepages-2Mi", "nvidia.com/gpu"])
def test_what_cannot_be_shared_is_requested_as_it_is_limited(resource: str) -> None:
    [(_, message)] = told(request_above_limit.check(examined(_with(resource, 1, 2))))

    assert message == f"requests 1 {resource}, but its limit of 2 must be the same"


def test_init_containers_too() -> None:
    resources = {"requests": {"cpu": 1}, "limits": {"cpu": "100m"}}
    pod = pod_spec(restartPolicy="Never", initContainers=[container(name="init", resources=resources)])

    [(field, _)] = told(request_above_limit.check(examined(job(pod), environment=None, app=None)))

    assert field == "spec.template.spec.initContainers[init].resources.requests.cpu"


def test_silent_at_the_limit_and_below() -> None:
    assert not told(request_above_limit.check(examined(_with("cpu", "500m", 0.5))))
    assert not told(request_above_limit.check(examined(_with("cpu", "100m", "1"))))
