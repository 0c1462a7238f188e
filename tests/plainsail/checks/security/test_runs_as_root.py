"""The check of the same name."""

import pytest

from plainsail.checks.security import runs_as_root
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, foreign, namespace, severity_of, workload

ROOT = {"runAsUser": 0, "runAsNonRoot": None}


def test_pod_of_root() -> None:
    [finding] = runs_as_root.check(manifests(namespace(), workload(pod={"securityContext": ROOT})))

    assert finding.message == "runs as user 0; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.securityContext.runAsUser"


def test_container_of_root() -> None:
    """A container that hands folders over to the app is root in many public charts."""
    chown = container(name="chown", securityContext={"runAsUser": 0, "runAsNonRoot": False})

    [finding] = runs_as_root.check(foreign(workload(pod={"initContainers": [chown]})))

    assert finding.message == "runs as user 0"
    assert finding.where.field == "spec.template.spec.initContainers[chown].securityContext.runAsUser"
    assert severity_of(runs_as_root, finding) == "info"


def test_contradicts_itself() -> None:
    found = list(runs_as_root.check(foreign(workload(pod={"securityContext": {"runAsUser": 0}}))))

    assert [finding.message for finding in found] == [
        "runs as user 0",
        "runAsNonRoot forbids the user 0 that runAsUser names, so the container never starts",
    ]
    assert severity_of(runs_as_root, found[1]) == "error"


@pytest.mark.parametrize(("version", "findings"), [("v1.34", 1), ("v1.35", 0)])
def test_pods_with_users_of_their_own_may_since_1_35(version: str, findings: int) -> None:
    planted = workload(pod={"securityContext": ROOT, "hostUsers": False})

    assert len(list(runs_as_root.check(manifests(namespace(version=version), planted)))) == findings


def test_silent_on_a_hardened_pod() -> None:
    assert not list(runs_as_root.check(manifests(namespace(), workload())))
