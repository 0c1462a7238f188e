"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import memory_folder_above_limit
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, told, workload


def found(*sizes: str, limit: str | None = "512Mi", medium: str = "Memory", read_only: bool = False) -> list[str]:
    names = [f"v{index}" for index in range(len(sizes))]
    mounts = [{"name": name, "mountPath": f"/{name}", "readOnly": read_only} for name in names]
    resources = {"limits": {"memory": limit}} if limit else {}
    volumes = [
        {"name": name, "emptyDir": {"medium": medium, "sizeLimit": size}}
        for name, size in zip(names, sizes, strict=True)
    ]
    pod = pod_spec(container(volumeMounts=mounts, resources=resources), volumes=volumes)
    return [message for _, message in told(memory_folder_above_limit.check(examined(workload(pod=pod))))]


def test_killed_before_it_is_full() -> None:
    assert found("1Gi") == ["may hold 1Gi, but app is killed at 512Mi of memory, files included"]


def test_several_folders_together() -> None:
    assert found("300Mi", "300Mi") == [
        "may hold 600Mi with the other folders in memory, but app is killed at 512Mi of memory, files included"
    ]


def test_silent_on_folders_that_fit() -> None:
    assert not found("64Mi", "128Mi")
    assert not found("1Gi", limit=None)
    assert not found("1Gi", medium="")
    assert not found("1Gi", read_only=True)
