"""The check of the same name."""

from plainsail.checks.workloads import empty_dir_without_limit
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import deployment


def holding(**folder: object) -> str:
    """A Deployment with this emptyDir."""
    return deployment(pod={"volumes": [{"name": "tmp", "emptyDir": folder}, {"name": "a", "configMap": {"name": "a"}}]})


def test_a_pod_may_fill_its_node() -> None:
    [finding] = empty_dir_without_limit.check(manifests(holding()))

    assert finding.message == "may fill the disk of its node: it has no sizeLimit"
    assert finding.where.field == "spec.template.spec.volumes[tmp].emptyDir"


def test_in_memory_it_fills_the_memory() -> None:
    [finding] = empty_dir_without_limit.check(manifests(holding(medium="Memory")))

    assert finding.message == "may fill the memory of its node: it has no sizeLimit"


def test_silent_with_a_limit() -> None:
    assert not list(empty_dir_without_limit.check(manifests(holding(sizeLimit="64Mi"))))
