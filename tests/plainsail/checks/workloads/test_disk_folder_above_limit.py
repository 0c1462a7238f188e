"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import disk_folder_above_limit
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, told, workload


def found(size: str, *, limit: str | None = "1Gi", medium: str = "") -> list[str]:
    resources = {"limits": {"ephemeral-storage": limit}} if limit else {}
    volume = {"name": "v", "emptyDir": {"sizeLimit": size, "medium": medium}}
    pod = pod_spec(container(resources=resources), volumes=[volume])
    return [message for _, message in told(disk_folder_above_limit.check(examined(workload(pod=pod))))]


def test_evicted_before_it_is_full() -> None:
    assert found("2Gi") == ["may hold 2Gi, but the pod is evicted at 1Gi of local storage"]


def test_silent_on_folders_that_fit() -> None:
    assert not found("1Gi")
    assert not found("2Gi", limit=None)
    assert not found("2Gi", medium="Memory")
