"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import invalid_volume
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload


@pytest.mark.parametrize(
    ("volume", "field", "message"),
    [
        ({"emptyDir": {}, "configMap": {"name": "backend"}}, "", "has emptyDir and configMap; a volume has one source"),
        (
            {"configMap": {"name": "backend", "items": [{"key": "a", "path": "b/../../etc"}]}},
            ".configMap.items[a].path",
            "'b/../../etc' leads out of the volume",
        ),
        (
            {"projected": {"sources": [{"secret": {"name": "a"}, "configMap": {"name": "a"}}]}},
            ".projected.sources[0]",
            "has configMap and secret; a source is one of them",
        ),
    ],
)
def test_volume(volume: Document, field: str, message: str) -> None:
    [finding] = invalid_volume.check(examined(workload(pod=pod_spec(volumes=[{"name": "tmp", **volume}]))))

    assert finding.message == message
    assert finding.where.field == f"spec.template.spec.volumes[tmp]{field}"


def test_mount_that_leads_out() -> None:
    mount = {"name": "tmp", "mountPath": "/tmp", "subPath": "../etc"}
    pod = pod_spec(container(volumeMounts=[mount]), volumes=[{"name": "tmp", "emptyDir": {}}])

    assert told(invalid_volume.check(examined(workload(pod=pod)))) == [
        ("spec.template.spec.containers[app].volumeMounts[/tmp].subPath", "'../etc' leads out of the volume")
    ]


def test_silent_on_volumes_with_one_source() -> None:
    volumes = [
        {"name": "tmp"},
        {"name": "files", "configMap": {"name": "backend", "items": [{"key": "a", "path": "a..b/c"}]}},
        {"name": "all", "projected": {"sources": [{"secret": {"name": "a"}}, {"downwardAPI": {}}]}},
    ]

    assert not told(invalid_volume.check(examined(workload(pod=pod_spec(volumes=volumes)))))
