"""The check of the same name."""

import pytest

from plainsail.checks.security import root_not_ruled_out
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, namespace, workload

UNSAID = {"securityContext": {"runAsNonRoot": None}}


def test_not_said() -> None:
    [finding] = root_not_ruled_out.check(manifests(namespace(), workload(pod=UNSAID)))

    assert finding.message == "runAsNonRoot is not set; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.securityContext.runAsNonRoot"


def test_said_once_for_the_pod() -> None:
    """One missing word is one finding, however many containers miss it."""
    planted = workload(pod={**UNSAID, "containers": [container(name="one"), container(name="two")]})

    assert len(list(root_not_ruled_out.check(manifests(namespace(), planted)))) == 1


def test_a_container_contradicts_the_pod() -> None:
    [finding] = root_not_ruled_out.check(manifests(namespace(), workload(securityContext={"runAsNonRoot": False})))

    assert finding.message == "runAsNonRoot is false; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.runAsNonRoot"


def test_silent_when_every_container_says_it() -> None:
    planted = workload(pod=UNSAID, securityContext={"runAsNonRoot": True})

    assert not list(root_not_ruled_out.check(manifests(namespace(), planted)))


@pytest.mark.parametrize(("version", "findings"), [("v1.34", 1), ("v1.35", 0)])
def test_pods_with_users_of_their_own_may_since_1_35(version: str, findings: int) -> None:
    planted = workload(pod={**UNSAID, "hostUsers": False})

    assert len(list(root_not_ruled_out.check(manifests(namespace(version=version), planted)))) == findings


def test_silent_on_a_hardened_pod() -> None:
    assert not list(root_not_ruled_out.check(manifests(namespace(), workload())))
