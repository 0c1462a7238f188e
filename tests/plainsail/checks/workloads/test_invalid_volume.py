"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import invalid_volume
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload


@pytest.mark.parametrize(
    ("volume", "message"),
    [
        ({"emptyDir": {}, "configMap": {"name": "backend"}}, "has emptyDir and configMap"),
        (
            {"configMap": {"name": "backend", "items": [{"key": "a", "path": "b/../../etc"}]}},
            "'b/../../etc' leads out of the volume",
        ),
        (
            {"projected": {"sources": [{"secret": {"name": "a"}, "configMap": {"name": "a"}}]}},
            "one of its sources has secret and configMap",
        ),
    ],
)
def test_volume(volume: Document, message: str) -> None:
    [finding] = invalid_volume.check(examined(workload(pod=pod_spec(volumes=[{"name": "tmp", **volume}]))))

    assert finding.message == message
    assert finding.where.field == "spec.template.spec.volumes[tmp]"


def test_mount_that_leads_out() -> None:
    mount = {"name": "tmp", "mountPath": "/tmp", "subPath": "../etc"}
    pod = pod_spec(container(volumeMounts=[mount]), volumes=[{"name": "tmp", "emptyDir": {}}])

    assert told(invalid_volume.check(examined(workload(pod=pod)))) == [
        ("spec.template.spec.containers[app].volumeMounts[/tmp].subPath", "'../etc' leads out of the volume")
    ]


def test_silent_on_volumes_with_one_source() -> None:
    volumes = [
        {"name": "tmp", "emptyDir": {}},
        {"name": "an emptyDir by default"},
        {"name": "files", "configMap": {"name": "backend", "items": [{"key": "a", "path": "a..b/c"}]}},
        {"name": "all", "projected": {"sources": [{"secret": {"name": "a"}}, {"downwardAPI": {}}]}},
    ]

    assert not told(invalid_volume.check(examined(workload(pod=pod_spec(volumes=volumes)))))
