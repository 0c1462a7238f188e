"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import priority_class_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign


def _with(name: str) -> tuple[str, str]:
    return "serviceAccountName: backend\n      initContainers", f"priorityClassName: {name}\n      initContainers"


def test_a_class_that_the_platform_must_have() -> None:
    [finding] = priority_class_missing.check(app(_with("business")))

    assert finding.message == "business must exist in the cluster"
    assert finding.severity is None


def test_a_reserved_name_that_does_not_exist() -> None:
    [finding] = priority_class_missing.check(foreign(_with("system-critical")))

    assert finding.message == "system-critical is reserved and does not exist"
    assert finding.severity == "error"


def test_silent_about_kubernetes_own_classes() -> None:
    assert not list(priority_class_missing.check(app(_with("system-cluster-critical"))))


def test_silent_when_the_class_is_rendered() -> None:
    business = "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: business}, value: 10}"

    assert not list(priority_class_missing.check(app(_with("business"), more=business)))


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    assert absent(priority_class_missing, foreign(_with("business"))) == ["PriorityClass/business"]
