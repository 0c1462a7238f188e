"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import empty_volume_hides_image
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, workload

EMPTY = {"name": "v", "emptyDir": {}}


def found(
    path: str, volume: Document = EMPTY, *, init: Document | None = None, command: list[str] | None = None, **mount: str
) -> list[Finding]:
    app = container(volumeMounts=[{"name": "v", "mountPath": path, **mount}], command=command or ["run"])
    pod = pod_spec(app, volumes=[volume], initContainers=[init] if init else [])
    return list(empty_volume_hides_image.check(examined(workload(pod=pod))))


@pytest.mark.parametrize("path", ["/", "/usr", "/bin/", "/usr/lib", "/proc"])
def test_the_programs_are_gone(path: str) -> None:
    assert [finding.severity for finding in found(path)] == [None]


@pytest.mark.parametrize("path", ["/etc", "/etc/ssl/certs", "/usr/local/bin"])
def test_something_that_programs_need_is_gone(path: str) -> None:
    assert [finding.severity for finding in found(path)] == ["warning"]


def test_the_program_itself_is_gone() -> None:
    [finding] = found("/app", command=["/app/bin/run"])

    assert finding.message == "hides /app/bin/run, which the container is to run: the volume is empty"


def test_a_volume_of_files_hides_as_much() -> None:
    assert len(found("/etc", {"name": "v", "configMap": {"name": "c"}})) == 1
    assert not found("/etc", {"name": "v", "configMap": {"name": "c"}}, subPath="app.conf")


def test_silent_where_another_container_fills_it() -> None:
    mounts = [{"name": "v", "mountPath": "/out"}]
    init = {"name": "copy", "image": "example.com/app:v1", "volumeMounts": mounts}

    assert not found("/etc/ssl/certs", init=init)
    assert not found("/app", init=init, command=["/app/run"])


@pytest.mark.parametrize("path", ["/tmp", "/app/var", "/var/run", "/data", "/etc/app", "/dev/shm"])
def test_silent_on_folders_of_ones_own(path: str) -> None:
    assert not found(path)
