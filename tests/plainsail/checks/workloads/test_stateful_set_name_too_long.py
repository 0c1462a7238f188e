"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.workloads import stateful_set_name_too_long
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import examined, workload


def named(name: str) -> Manifests:
    document = workload("StatefulSet")
    return examined({**document, "metadata": {**document["metadata"], "name": name}})


def test_its_pods_would_have_a_label_that_is_too_long() -> None:
    [finding] = stateful_set_name_too_long.check(named("a" * 53))

    assert finding.message == "the name has 53 characters, at most 52 fit into a label of its pods"
    assert finding.where.field == "metadata.name"


def test_silent_for_52() -> None:
    assert not list(stateful_set_name_too_long.check(named("a" * 52)))


def test_what_the_api_server_refuses_is_said_elsewhere() -> None:
    assert not list(stateful_set_name_too_long.check(named("a" * 64)))
