"""The check of the same name."""

import pytest

from plainsail.checks.security import apparmor_off
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload

UNCONFINED = {"appArmorProfile": {"type": "Unconfined"}}
ANNOTATION = "container.apparmor.security.beta.kubernetes.io/app"


def test_switched_off_for_the_pod() -> None:
    [finding] = apparmor_off.check(manifests(namespace("baseline"), workload(pod={"securityContext": UNCONFINED})))

    assert finding.message == "AppArmor is Unconfined; the namespace enforces baseline and refuses the pod"
    assert finding.where.field == "spec.template.spec.securityContext.appArmorProfile.type"


def test_switched_off_for_a_container() -> None:
    [finding] = apparmor_off.check(manifests(namespace(), workload(securityContext=UNCONFINED)))

    assert finding.where.field == "spec.template.spec.containers[app].securityContext.appArmorProfile.type"


def test_switched_off_by_annotation() -> None:
    [finding] = apparmor_off.check(foreign(workload(annotations={ANNOTATION: "unconfined"})))

    assert finding.message == "AppArmor is unconfined for container app"
    assert finding.where.field == f'spec.template.metadata.annotations["{ANNOTATION}"]'
    assert severity_of(apparmor_off, finding) == "info"


@pytest.mark.parametrize("profile", ["runtime/default", "localhost/mine", ""])
def test_silent_on_an_allowed_annotation(profile: str) -> None:
    assert not list(apparmor_off.check(manifests(namespace(), workload(annotations={ANNOTATION: profile}))))


@pytest.mark.parametrize("kind", ["RuntimeDefault", "Localhost"])
def test_silent_on_an_allowed_profile(kind: str) -> None:
    planted = workload(securityContext={"appArmorProfile": {"type": kind}})

    assert not list(apparmor_off.check(manifests(namespace(), planted)))
