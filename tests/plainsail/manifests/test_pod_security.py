"""How grave it is to break a rule of the Pod Security Standards, and which version of them counts."""

from __future__ import annotations

import pytest

from plainsail.checks import RULES
from plainsail.checks.security import capabilities_kept, privileged_container
from plainsail.findings.finding import Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import policy_of
from tests.plainsail.checks.planted import manifests, resources
from tests.plainsail.checks.planted_pods import foreign, namespace, severity_of, workload

STANDARD = (
    "added_capability",
    "apparmor_off",
    "capabilities_kept",
    "host_in_probe",
    "host_namespace",
    "host_path_volume",
    "host_port",
    "privilege_escalation",
    "privileged_container",
    "root_not_ruled_out",
    "runs_as_root",
    "seccomp_off",
    "selinux_options",
    "unmasked_proc",
    "unsafe_sysctl",
    "volume_type",
    "windows_host_process",
)
RESTRICTED = workload(securityContext={"capabilities": None})
DANGEROUS = workload(securityContext={"privileged": True})


def _severity(found: Manifests) -> Severity:
    [finding] = [*capabilities_kept.check(found), *privileged_container.check(found)]
    return severity_of(capabilities_kept, finding)


@pytest.mark.parametrize("name", STANDARD)
@pytest.mark.parametrize("kind", ["Pod", "Deployment", "DaemonSet", "Job", "CronJob"])
def test_a_hardened_pod_keeps_every_rule(name: str, kind: str) -> None:
    assert not list(RULES[name.replace("_", "-")].find(manifests(namespace(), workload(kind))))


def test_refused_where_the_namespace_enforces_the_level() -> None:
    assert _severity(manifests(namespace("restricted"), RESTRICTED)) == "error"


def test_hardening_where_the_namespace_enforces_less() -> None:
    """Who lowers the level in the settings has decided."""
    assert _severity(manifests(namespace("baseline"), RESTRICTED)) == "info"


def test_our_own_pods_in_a_namespace_that_we_do_not_render() -> None:
    """It may enforce any level, tomorrow if not today."""
    assert _severity(manifests(RESTRICTED)) == "warning"


def test_somebody_s_pods_in_a_namespace_that_enforces_nothing() -> None:
    assert _severity(foreign(namespace(None), RESTRICTED)) == "info"


def test_what_hands_over_the_node_is_never_mere_hardening() -> None:
    assert _severity(foreign(DANGEROUS)) == "warning"
    assert _severity(manifests(namespace("privileged"), DANGEROUS)) == "warning"


def test_the_cluster_s_own_pods_may_need_the_node() -> None:
    assert _severity(foreign(DANGEROUS.replace('"namespace": "backend"', '"namespace": "kube-system"'))) == "info"


def test_a_pod_without_a_namespace_lands_in_default() -> None:
    default = namespace().replace('"name": "backend"', '"name": "default"')

    assert _severity(foreign(default, RESTRICTED.replace(', "namespace": "backend"', ""))) == "error"


def test_a_namespace_of_a_broken_shape_enforces_nothing() -> None:
    [broken] = resources('{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "backend", "labels": [1]}}')
    found = Manifests(resources(RESTRICTED), unsound=[broken])

    assert policy_of(found, next(found.pods())).level is None


@pytest.mark.parametrize(("said", "version"), [("v1.30", (1, 30)), ("latest", (1, 35)), (None, (1, 35))])
def test_the_namespace_says_which_version_of_the_rules_counts(said: str | None, version: tuple[int, int]) -> None:
    found = manifests(namespace(version=said), workload())

    assert policy_of(found, next(found.pods())).version == version
