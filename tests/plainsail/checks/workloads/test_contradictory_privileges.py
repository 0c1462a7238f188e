"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.workloads import contradictory_privileges
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, told, workload

FIELD = "spec.template.spec.containers[app].securityContext.allowPrivilegeEscalation"


@pytest.mark.parametrize(
    ("security", "message"),
    [
        ({"privileged": True}, "is false, but the container is privileged"),
        ({"capabilities": {"add": ["CAP_SYS_ADMIN"]}}, "is false, but the container has CAP_SYS_ADMIN"),
    ],
)
def test_all_privileges_and_none_to_gain(security: Document, message: str) -> None:
    security = {"allowPrivilegeEscalation": False, **security}

    assert told(
        contradictory_privileges.check(examined(workload(pod=pod_spec(container(securityContext=security)))))
    ) == [(FIELD, message)]


@pytest.mark.parametrize(
    "security",
    [
        {"privileged": True},
        # The API server compares the one spelling.
        {"allowPrivilegeEscalation": False, "capabilities": {"add": ["SYS_ADMIN"]}},
        {"privileged": True, "allowPrivilegeEscalation": True},
        {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}},
    ],
)
def test_silent_where_they_agree(security: Document) -> None:
    document = workload(pod=pod_spec(container(securityContext=security)))

    assert not told(contradictory_privileges.check(examined(document)))
