"""The check of the same name."""

from plainsail.checks.security import privilege_escalation
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, foreign, namespace, severity_of, workload


def test_allowed() -> None:
    [finding] = privilege_escalation.check(
        manifests(namespace(), workload(securityContext={"allowPrivilegeEscalation": True}))
    )

    assert finding.message == "may gain privileges; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.allowPrivilegeEscalation"


def test_not_ruled_out() -> None:
    [finding] = privilege_escalation.check(foreign(workload(securityContext={"allowPrivilegeEscalation": None})))

    assert finding.message == "may gain privileges, as nothing rules it out"
    assert severity_of(privilege_escalation, finding) == "info"


def test_found_in_sidecars() -> None:
    sidecar = container(name="proxy", restartPolicy="Always", securityContext=None)

    [finding] = privilege_escalation.check(manifests(namespace(), workload(pod={"initContainers": [sidecar]})))

    assert finding.where.field == "spec.template.spec.initContainers[proxy].securityContext.allowPrivilegeEscalation"


def test_silent_on_windows() -> None:
    planted = workload(pod={"os": {"name": "windows"}}, securityContext={"allowPrivilegeEscalation": None})

    assert not list(privilege_escalation.check(manifests(namespace(), planted)))


def test_silent_on_a_hardened_pod() -> None:
    assert not list(privilege_escalation.check(manifests(namespace(), workload())))
