"""The check of the same name."""

from typing import Any

from plainsail.checks.security import added_capability
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import namespace, severity_of, workload


def _adding(*names: str, pod: dict[str, Any] | None = None) -> str:
    return workload(pod=pod, securityContext={"capabilities": {"add": list(names)}})


def test_beyond_the_runtime_s_own() -> None:
    [finding] = added_capability.check(manifests(namespace("baseline"), _adding("NET_ADMIN")))

    assert finding.message == "adds NET_ADMIN; the namespace enforces baseline and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.capabilities.add"


def test_one_of_the_runtime_s_own() -> None:
    """Baseline allows CHOWN, restricted does not."""
    [strict] = added_capability.check(manifests(namespace("restricted"), _adding("CHOWN")))
    [lax] = added_capability.check(manifests(namespace("baseline"), _adding("CHOWN")))

    assert [severity_of(added_capability, finding) for finding in (strict, lax)] == ["error", "info"]


def test_silent_on_the_one_for_low_ports() -> None:
    assert not list(added_capability.check(manifests(namespace(), _adding("NET_BIND_SERVICE"))))


def test_silent_on_windows_which_has_none() -> None:
    assert not list(added_capability.check(manifests(namespace(), _adding("CHOWN", pod={"os": {"name": "windows"}}))))
