"""The check of the same name."""

import pytest

from plainsail.checks.security import unmasked_proc
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import namespace, severity_of, workload

UNMASKED = {"procMount": "Unmasked"}


def test_sees_all_of_proc() -> None:
    [finding] = unmasked_proc.check(manifests(namespace("baseline"), workload(securityContext=UNMASKED)))

    assert finding.message == "/proc is unmasked; the namespace enforces baseline and refuses the pod"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.procMount"


@pytest.mark.parametrize(
    ("level", "version", "severity"),
    [("baseline", "v1.34", "error"), ("baseline", "v1.35", "info"), ("restricted", "v1.35", "error")],
)
def test_pods_with_users_of_their_own(level: str, version: str, severity: str) -> None:
    """Since 1.35 baseline allows it to them; restricted never does."""
    planted = workload(pod={"hostUsers": False}, securityContext=UNMASKED)

    [finding] = unmasked_proc.check(manifests(namespace(level, version=version), planted))

    assert severity_of(unmasked_proc, finding) == severity


def test_silent_on_the_default() -> None:
    planted = workload(securityContext={"procMount": "Default"})

    assert not list(unmasked_proc.check(manifests(namespace(), planted)))
