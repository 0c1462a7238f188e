"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import obsolete_annotation
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_objects import examined, ingress, made
from tests.plainsail.checks.planted_pods import workload

SECCOMP = "seccomp.security.alpha.kubernetes.io/pod"


def of_pod(name: str, value: str) -> list[Finding]:
    return list(obsolete_annotation.check(manifests(workload(annotations={name: value}))))


def test_an_annotation_that_nobody_reads() -> None:
    [finding] = of_pod("scheduler.alpha.kubernetes.io/critical-pod", "")

    assert finding.message == "no effect since 1.16; use priorityClassName"
    assert finding.where.field == ('spec.template.metadata.annotations["scheduler.alpha.kubernetes.io/critical-pod"]')


def test_silent_on_a_seccomp_annotation_that_contradicts_the_field() -> None:
    """The schema tells that."""
    assert not of_pod(SECCOMP, "unconfined")


def test_a_seccomp_annotation_that_agrees() -> None:
    assert [finding.severity for finding in of_pod(SECCOMP, "runtime/default")] == ["info"]
    assert [finding.severity for finding in of_pod(SECCOMP, "docker/default")] == ["info"]


def test_a_seccomp_annotation_of_a_container() -> None:
    assert len(of_pod("container.seccomp.security.alpha.kubernetes.io/app", "unconfined")) == 1
    assert not of_pod("container.seccomp.security.alpha.kubernetes.io/other", "unconfined")


def test_an_apparmor_annotation() -> None:
    name = "container.apparmor.security.beta.kubernetes.io/app"
    profile = {"securityContext": {"appArmorProfile": {"type": "RuntimeDefault"}}}
    [alone] = of_pod(name, "unconfined")

    assert alone.message == "deprecated since 1.30; use securityContext.appArmorProfile"
    for value in ("runtime/default", "unconfined"):
        assert not list(obsolete_annotation.check(manifests(workload(annotations={name: value}, pod=profile))))


@pytest.mark.parametrize("value", ["yes", ""])
def test_an_autoscaler_reads_true_and_false_alone(value: str) -> None:
    assert len(of_pod("cluster-autoscaler.kubernetes.io/safe-to-evict", value)) == 1


def test_a_misspelt_annotation_of_the_autoscaler() -> None:
    [finding] = of_pod("cluster-autoscaler.kubernetes.io/safe-evict", "true")

    assert finding.message == "nobody reads it; did you mean cluster-autoscaler.kubernetes.io/safe-to-evict?"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cluster-autoscaler.kubernetes.io/safe-to-evict", "true"),
        ("prometheus.io/scrape", "true"),
        ("container.apparmor.security.beta.kubernetes.io/other", "unconfined"),
    ],
)
def test_silent_on_annotations_of_today(name: str, value: str) -> None:
    assert not of_pod(name, value)


def test_objects() -> None:
    claim = made(
        "PersistentVolumeClaim",
        metadata={"annotations": {"volume.beta.kubernetes.io/storage-class": "fast"}},
        spec={"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
    )
    [finding] = obsolete_annotation.check(examined(claim))

    assert finding.message == "deprecated since 1.8; use storageClassName"


def test_the_class_of_an_ingress() -> None:
    old = {"metadata": {"annotations": {"kubernetes.io/ingress.class": "nginx"}}}
    document = ingress()
    document["metadata"] |= old["metadata"]
    [finding] = obsolete_annotation.check(examined(document))
    assert finding.severity == "info"

    document["spec"]["ingressClassName"] = "nginx"
    assert not list(obsolete_annotation.check(examined(document)))
