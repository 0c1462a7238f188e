"""What an engine cannot be told is named, never dropped."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.images.flags import run_arguments
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import container, workload


def missing(*, pod: dict[str, Any] | None = None, **fields: Any) -> list[str]:
    """What the container of a pod goes without."""
    tree = manifests(workload(pod=pod, **fields))
    return list(run_arguments(tree, next(each for each in tree.containers() if each.name == "app")).left_out)


def test_nothing_of_a_hardened_pod() -> None:
    assert missing(resources={"limits": {"cpu": "1", "memory": "1Gi"}}, readinessProbe={"httpGet": {"port": 80}}) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"tty": True}, "tty"),
        ({"lifecycle": {"preStop": {"exec": {"command": ["sync"]}}}}, "lifecycle.preStop.exec"),
        ({"resources": {"limits": {"ephemeral-storage": "1Gi"}}}, "the limit ephemeral-storage: 1Gi"),
        ({"resources": {"limits": {"memory": "lots"}}}, "the limit memory: lots"),
        ({"livenessProbe": {"exec": {"command": ["true"]}}}, "the livenessProbe, which asks by exec"),
        ({"securityContext": {"procMount": "Unmasked"}}, "securityContext.procMount"),
        (
            {"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "app.json"}}},
            "the seccomp profile app.json",
        ),
    ],
)
def test_a_field_of_the_container(fields: dict[str, Any], what: str) -> None:
    assert missing(**fields) == [what]


@pytest.mark.parametrize(
    ("pod", "what"),
    [
        ({"hostNetwork": True}, "hostNetwork"),
        ({"hostAliases": [{"ip": "10.0.0.1"}]}, "hostAliases"),
        ({"shareProcessNamespace": True}, "shareProcessNamespace"),
        ({"securityContext": {"seLinuxOptions": {"level": "s0"}}}, "securityContext.seLinuxOptions"),
        ({"securityContext": {"runAsUser": None}}, "securityContext.runAsGroup, without a user"),
        ({"aFieldOfTomorrow": 1}, "aFieldOfTomorrow"),
    ],
)
def test_a_field_of_the_pod(pod: dict[str, Any], what: str) -> None:
    assert missing(pod=pod) == [what]


def test_what_is_false_or_empty_means_nothing() -> None:
    assert missing(pod={"hostNetwork": False, "hostAliases": []}, tty=False) == []


def test_where_the_pod_may_run_is_nothing_to_a_container() -> None:
    assert missing(pod={"nodeSelector": {"a": "b"}, "tolerations": [{"key": "a"}], "priorityClassName": "c"}) == []


def test_other_containers() -> None:
    pod = {"initContainers": [container(name="migrate")], "containers": [container(), container(name="proxy")]}

    assert missing(pod=pod) == ["the init container migrate", "the container proxy"]
