"""The check of the same name."""

from typing import Any

from plainsail.checks.security import host_path_volume
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload


def _mounting(volume: dict[str, Any]) -> str:
    return workload(pod={"volumes": [{"name": "logs", **volume}]})


def test_mounts_a_folder_of_the_node() -> None:
    [finding] = host_path_volume.check(manifests(namespace(), _mounting({"hostPath": {"path": "/var/log"}})))

    assert finding.message == (
        "mounts /var/log of whichever node it runs on; the namespace enforces restricted and refuses the pod"
    )
    assert finding.where.field == "spec.template.spec.volumes[logs].hostPath"


def test_warns_of_a_deployment_that_may_move() -> None:
    """The pod that moves to another node finds other files there."""
    [finding] = host_path_volume.check(foreign(_mounting({"hostPath": {"path": "/var/log"}})))

    assert severity_of(host_path_volume, finding) == "warning"


def test_silent_on_scratch_files() -> None:
    assert not list(host_path_volume.check(manifests(namespace(), _mounting({"emptyDir": {}}))))
