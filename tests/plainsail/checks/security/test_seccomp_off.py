"""The check of the same name."""

from plainsail.checks.security import seccomp_off
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, namespace, severity_of, workload

NONE = {"securityContext": {"seccompProfile": None}}
UNCONFINED = {"seccompProfile": {"type": "Unconfined"}}


def test_no_profile_is_named() -> None:
    [finding] = seccomp_off.check(manifests(namespace(), workload(pod=NONE)))

    assert finding.message == "no seccomp profile is named; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.securityContext.seccompProfile"


def test_one_container_names_none() -> None:
    """A container's own profile does not cover its neighbours."""
    own = container(name="own", securityContext={"seccompProfile": {"type": "RuntimeDefault"}})
    planted = workload(pod={**NONE, "containers": [own, container(name="bare")]})

    [finding] = seccomp_off.check(manifests(namespace(), planted))

    assert finding.where.field == "spec.template.spec.containers[bare].securityContext"


def test_switched_off_for_a_container() -> None:
    [finding] = seccomp_off.check(manifests(namespace("baseline"), workload(securityContext=UNCONFINED)))

    assert finding.message == "seccomp is Unconfined; the namespace enforces baseline and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.seccompProfile.type"


def test_baseline_asks_for_no_profile() -> None:
    [finding] = seccomp_off.check(manifests(namespace("baseline"), workload(pod=NONE)))

    assert severity_of(seccomp_off, finding) == "info"


def test_silent_on_windows() -> None:
    planted = workload(pod={**NONE, "os": {"name": "windows"}})

    assert not list(seccomp_off.check(manifests(namespace(), planted)))


def test_silent_on_a_hardened_pod() -> None:
    assert not list(seccomp_off.check(manifests(namespace(), workload())))
