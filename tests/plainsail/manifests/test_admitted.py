"""What pods ask for when the API server has filled in what they do not say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plainsail.manifests.admitted import asked, asked_by_pod, best_effort
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from tests.plainsail.checks.planted_objects import Document, container, examined, made, pod_spec, workload


def container_of(name: str, cpu: str, **fields: Any) -> Document:
    return container(name=name, resources={"requests": {"cpu": cpu}}, **fields)


def planted(pod: Document, *others: Document) -> tuple[Manifests, Pod]:
    manifests = examined(workload(pod=pod), *others)
    [found] = manifests.pods()
    return manifests, found


def test_a_pod_asks_for_the_most_that_it_needs_at_a_time() -> None:
    init = [
        container_of("early", "2"),
        container_of("proxy", "1", restartPolicy="Always"),
        container_of("late", "3"),
    ]
    tree, pod = planted(pod_spec(container_of("app", "1"), initContainers=init))

    assert asked_by_pod(tree, pod, "requests") == {"cpu": Decimal(4)}


def test_what_the_pod_says_wins() -> None:
    tree, pod = planted(pod_spec(container_of("app", "1"), resources={"requests": {"cpu": "2"}}))

    assert asked_by_pod(tree, pod, "requests") == {"cpu": Decimal(2)}


def test_a_limit_of_its_own_is_its_request_before_a_default_is() -> None:
    limits = [{"type": "Container", "default": {"cpu": "2", "memory": "1Gi"}, "defaultRequest": {"cpu": "1"}}]
    tree, pod = planted(
        pod_spec(container(resources={"limits": {"cpu": "4"}})),
        made("LimitRange", spec={"limits": limits}),
    )
    [app] = pod.containers

    assert asked(tree, app, "limits") == {"cpu": Decimal(4), "memory": Decimal(2**30)}
    assert asked(tree, app, "requests") == {"cpu": Decimal(4), "memory": Decimal(2**30)}
    assert not best_effort(tree, pod)
