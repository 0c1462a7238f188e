"""The check of the same name."""

import pytest

from plainsail.checks.workloads import rollout_cannot_move
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import deployment


@pytest.mark.parametrize("nothing", [0, "0%"])
def test_neither_more_nor_fewer(nothing: object) -> None:
    rolling = {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": nothing}}

    [finding] = rollout_cannot_move.check(manifests(deployment(strategy=rolling)))

    assert finding.message == "maxSurge 0 and maxUnavailable 0 leave no way to replace a pod"
    assert finding.where.field == "spec.strategy.rollingUpdate"


def test_a_daemon_set_adds_none_without_a_word() -> None:
    rolling = {"rollingUpdate": {"maxUnavailable": 0}}

    assert list(rollout_cannot_move.check(manifests(deployment(kind="DaemonSet", updateStrategy=rolling))))


def test_silent_where_one_may_be_added() -> None:
    rolling = {"rollingUpdate": {"maxUnavailable": 0}}

    assert not list(rollout_cannot_move.check(manifests(deployment(strategy=rolling))))
