"""The check of the same name."""

import pytest

from plainsail.checks.security import selinux_options
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import namespace, workload


@pytest.mark.parametrize(("name", "value"), [("type", "spc_t"), ("user", "system_u"), ("role", "system_r")])
def test_leaves_what_containers_may_have(name: str, value: str) -> None:
    planted = workload(pod={"securityContext": {"seLinuxOptions": {name: value}}})

    [finding] = selinux_options.check(manifests(namespace("baseline"), planted))

    assert finding.message == (
        f"the SELinux {name} {value} is not allowed; the namespace enforces baseline and refuses the pod"
    )
    assert finding.where.field == f"spec.template.spec.securityContext.seLinuxOptions.{name}"


@pytest.mark.parametrize(("version", "findings"), [("v1.30", 1), ("v1.31", 0), (None, 0)])
def test_the_type_for_engines_came_with_1_31(version: str | None, findings: int) -> None:
    planted = workload(securityContext={"seLinuxOptions": {"type": "container_engine_t"}})

    assert len(list(selinux_options.check(manifests(namespace(version=version), planted)))) == findings


def test_silent_on_a_level_of_its_own() -> None:
    planted = workload(securityContext={"seLinuxOptions": {"type": "container_t", "level": "s0:c1,c2"}})

    assert not list(selinux_options.check(manifests(namespace(), planted)))
