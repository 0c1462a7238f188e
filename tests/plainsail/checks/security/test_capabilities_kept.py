"""The check of the same name."""

from typing import Any

import pytest

from plainsail.checks.security import capabilities_kept
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, foreign, namespace, severity_of, workload


@pytest.mark.parametrize(
    ("capabilities", "said"),
    [
        (None, "drops no capability"),
        ({"drop": ["NET_RAW"]}, "drops NET_RAW, not ALL"),
        ({"drop": ["all"]}, "drops all, not ALL"),
    ],
)
def test_keeps_some(capabilities: dict[str, Any] | None, said: str) -> None:
    """The API server compares letter by letter, though a runtime takes `all`, too."""
    [finding] = capabilities_kept.check(
        manifests(namespace(), workload(securityContext={"capabilities": capabilities}))
    )

    assert finding.message == f"{said}; the namespace enforces restricted and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.capabilities"


def test_hardening_for_somebody_else() -> None:
    [finding] = capabilities_kept.check(foreign(workload(securityContext={"capabilities": None})))

    assert severity_of(capabilities_kept, finding) == "info"


def test_found_in_init_containers() -> None:
    bare = container(name="setup", securityContext=None)

    [finding] = capabilities_kept.check(manifests(namespace(), workload("Job", pod={"initContainers": [bare]})))

    assert finding.where.field == "spec.template.spec.initContainers[setup].securityContext.capabilities"


def test_silent_on_a_hardened_pod() -> None:
    assert not list(capabilities_kept.check(manifests(namespace(), workload())))
