"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.security import volume_type
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import namespace, workload


def _mounting(**volume: Any) -> str:
    return workload(pod={"volumes": [{"name": "files", **volume}]})


def test_mounted_without_a_claim() -> None:
    nfs = {"server": "10.0.0.1", "path": "/exports"}

    [finding] = volume_type.check(manifests(namespace(), _mounting(nfs=nfs)))

    assert finding.message == "nfs is mounted without a claim; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.volumes[files].nfs"


@pytest.mark.parametrize(
    "kind",
    ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"],
)
def test_silent_on_what_restricted_allows(kind: str) -> None:
    assert not list(volume_type.check(manifests(namespace(), _mounting(**{kind: {}}))))


def test_silent_on_host_path_which_has_its_own_check() -> None:
    assert not list(volume_type.check(manifests(namespace(), _mounting(hostPath={"path": "/"}))))
