"""The check of the same name."""

import pytest

from plainsail.checks.security import privileged_container
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, foreign, namespace, severity_of, workload

PRIVILEGED = {"privileged": True, "allowPrivilegeEscalation": None}


def test_privileged_where_the_namespace_forbids_it() -> None:
    [finding] = privileged_container.check(manifests(namespace("baseline"), workload(securityContext=PRIVILEGED)))

    assert finding.message == (
        "privileged, so that whoever breaks into it owns the node; the namespace enforces baseline and refuses the pod"
    )
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.privileged"


@pytest.mark.parametrize("kind", ["initContainers", "ephemeralContainers"])
def test_found_in_every_container(kind: str) -> None:
    planted = workload("Pod", pod={kind: [container(name="setup", securityContext=PRIVILEGED)]})

    [finding] = privileged_container.check(manifests(namespace(), planted))

    assert finding.where.field == f"spec.{kind}[setup].securityContext.privileged"


def test_warns_where_nobody_enforces_anything() -> None:
    [finding] = privileged_container.check(foreign(workload(securityContext=PRIVILEGED)))

    assert severity_of(privileged_container, finding) == "warning"
    assert finding.message == "privileged, so that whoever breaks into it owns the node"


def test_silent_on_a_hardened_pod() -> None:
    assert not list(privileged_container.check(manifests(namespace(), workload())))
