"""The check of the same name."""

import pytest

from plainsail.checks.security import writable_root_file_system
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import severity_of, workload


@pytest.mark.parametrize("said", [None, False])
def test_may_write_anywhere(said: bool | None) -> None:
    [finding] = writable_root_file_system.check(manifests(workload(securityContext={"readOnlyRootFilesystem": said})))

    assert finding.message == "may write anywhere in its root file system"
    assert finding.where.field == "spec.template.spec.containers[app].securityContext.readOnlyRootFilesystem"
    assert severity_of(writable_root_file_system, finding) == "info"


def test_silent_on_a_hardened_pod() -> None:
    assert not list(writable_root_file_system.check(manifests(workload())))
