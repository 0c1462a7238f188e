"""Which containers serve, and how long they wait before they stop."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.kubernetes.label_selectors import matches
from plainsail.manifests.lifecycle import pre_stop
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import deregistration_delay, selected, selecting, serving_containers, ways_in
from tests.plainsail.checks.planted import manifests, resources
from tests.plainsail.checks.planted_workloads import container, cron_job, deployment, ingress, service


def the_container(hook: object) -> Container:
    """A container with this `preStop`."""
    [pod] = manifests(deployment(container(lifecycle={"preStop": hook}))).pods()
    return pod.containers[0]


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        (["sleep", "15"], 15),
        (["sh", "-c", "sleep 1.5; kill -QUIT 1"], 1.5),
        (["sh", "-c", "(sleep 5) && sleep 2m"], 125),
        (["sh", "-c", "for i in 1 2 3; do sleep 5; done"], None),
        (["sh", "-c", "sleep $WAIT"], None),
        (["/wait-shutdown"], None),
    ],
)
def test_commands_that_sleep_for_a_fixed_time(command: list[str], seconds: float | None) -> None:
    assert pre_stop(the_container({"exec": {"command": command}})) == seconds


def test_ways_in_are_services_and_the_ingresses_before_them() -> None:
    planted = manifests(deployment(), service(), ingress(), cron_job())
    [pod] = (pod for pod in planted.pods() if not pod.ends)

    assert [str(way.key) for way in ways_in(planted, pod)] == ["Service/backend", "Ingress/backend"]


def test_jobs_serve_nobody() -> None:
    planted = manifests(deployment(kind="Job").replace("apps/v1", "batch/v1"), service())

    assert [serving_containers(planted, pod) for pod in planted.pods()] == [[]]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("deregistration_delay.timeout_seconds=15", 15),
        ("stickiness.enabled=true, deregistration_delay.timeout_seconds = 0", 0),
        ("stickiness.enabled=true", None),
    ],
)
def test_the_delay_that_an_annotation_states(said: str, seconds: int | None) -> None:
    [way_in] = resources(ingress(**{"alb.ingress.kubernetes.io/target-group-attributes": said}))
    found = deregistration_delay(way_in)

    assert (found[0] if found else None) == seconds


KEYS, VALUES = st.sampled_from("ab"), st.sampled_from("xyz")
LABELS = st.dictionaries(KEYS, VALUES)
EXPRESSIONS = st.fixed_dictionaries(
    {
        "key": KEYS,
        "operator": st.sampled_from(["In", "NotIn", "Exists", "DoesNotExist"]),
        "values": st.lists(VALUES, min_size=1),
    }
)
SELECTORS = st.fixed_dictionaries(
    {}, optional={"matchLabels": LABELS, "matchExpressions": st.lists(EXPRESSIONS, max_size=2)}
)
PLACES = st.tuples(st.sampled_from([None, "staging"]), st.sampled_from([None, "one", "two"]))


def planted(kind: str, place: tuple[str | None, str | None], spec: dict[str, Any], **metadata: Any) -> Resource:
    """An object in an environment and a namespace."""
    environment, namespace = place
    document = {"kind": kind, "metadata": {"name": "a", **metadata} | ({"namespace": namespace} if namespace else {})}
    version = {"Pod": "v1", "PodDisruptionBudget": "policy/v1"}[kind]
    return Resource({"apiVersion": version, "spec": spec, **document}, "a.yaml", 1, environment, None)


def beside(one: Resource, other: Resource) -> bool:
    """Whether two objects share an environment and a namespace; to name none fits any."""
    namespaces = {one.namespace, other.namespace}
    return one.environment == other.environment and (len(namespaces) == 1 or None in namespaces)


@given(st.lists(st.tuples(PLACES, LABELS), max_size=6), st.lists(st.tuples(PLACES, SELECTORS), max_size=6))
def test_who_selects_whom_is_what_a_look_at_every_pair_says(
    pods: list[tuple[Any, Any]], budgets: list[tuple[Any, Any]]
) -> None:
    ours = [planted("Pod", place, {}, labels=labels) for place, labels in pods]
    theirs = [planted("PodDisruptionBudget", place, {"selector": selector}) for place, selector in budgets]
    manifests = Manifests([*ours, *theirs])
    pairs = [
        (pod, budget)
        for pod in ours
        for budget in theirs
        if beside(pod, budget) and matches(budget.spec["selector"], pod.labels)
    ]

    for pod in manifests.pods():
        expected = [budget for one, budget in pairs if one is pod.resource]
        assert list(selecting(manifests, "PodDisruptionBudget", pod)) == expected
    for budget in theirs:
        expected = [pod for pod, one in pairs if one is budget]
        assert [pod.resource for pod in selected(manifests, budget, budget.spec["selector"])] == expected
