"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import retired_volume
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, examined, made, pod_spec, workload

GIT = {"gitRepo": {"repository": "https://example.com/x.git"}}
GLUSTER = {"glusterfs": {"endpoints": "a", "path": "b"}}
EBS = {"awsElasticBlockStore": {"volumeID": "vol-1"}}


def found(volume: Document, *, version: str = "1.35", environment: str | None = "staging") -> list[Finding]:
    document = workload(pod=pod_spec(volumes=[{"name": "v", **volume}]))
    return list(retired_volume.check(examined(document, kubernetes_version=version, environment=environment)))


def test_nothing_mounts_it_any_more() -> None:
    [finding] = found(GLUSTER)

    assert finding.message == "glusterfs is mounted by nothing from Kubernetes 1.26 on"
    assert finding.where.field == "spec.template.spec.volumes[v].glusterfs"
    assert finding.severity is None


def test_milder_in_other_peoples_yaml() -> None:
    assert [finding.severity for finding in found(GLUSTER, environment=None)] == ["warning"]


def test_a_clone_is_switched_off() -> None:
    assert [finding.severity for finding in found(GIT)] == ["warning"]


def test_a_driver_takes_its_place() -> None:
    [finding] = found(EBS)

    assert finding.message == "awsElasticBlockStore needs the CSI driver ebs.csi.aws.com in the cluster since 1.27"
    assert finding.severity == "info"


def test_a_driver_of_the_old_kind() -> None:
    assert [finding.severity for finding in found({"flexVolume": {"driver": "a/b"}})] == ["info"]


def test_a_class_whose_provisioner_is_gone() -> None:
    storage_class = made("StorageClass", "storage.k8s.io/v1", provisioner="kubernetes.io/rbd")

    assert len(list(retired_volume.check(examined(storage_class)))) == 1


def test_silent_on_volumes_of_today() -> None:
    assert not found({"emptyDir": {}})
    assert not found({"nfs": {"server": "a", "path": "/b"}})
