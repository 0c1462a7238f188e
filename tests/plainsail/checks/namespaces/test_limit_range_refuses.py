"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plainsail.checks.namespaces import limit_range_refuses
from tests.plainsail.checks.planted import together
from tests.plainsail.checks.planted_objects import Document, container, examined, made, pod_spec, told, workload


def limit_range(*limits: Document, **metadata: str) -> Document:
    return made("LimitRange", name="limits", metadata=metadata, spec={"limits": list(limits)})


def each(**limit: Any) -> Document:
    """What a container may ask for."""
    return {"type": "Container", **limit}


def asking(requests: Document | None = None, limits: Document | None = None, **pod: Any) -> Document:
    resources = {"requests": requests or {}, "limits": limits or {}}
    return workload(pod=pod_spec(container(resources=resources), **pod))


def claim(storage: str) -> Document:
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": storage}}}
    return made("PersistentVolumeClaim", spec=spec)


def test_a_limit_above_what_a_container_may_have() -> None:
    tree = examined(limit_range(each(max={"memory": "256Mi"})), asking(limits={"memory": "512Mi"}))

    assert told(limit_range_refuses.check(tree)) == [
        (
            "spec.template.spec.containers[app].resources.limits.memory",
            "memory limit 512Mi is above 256Mi: LimitRange/limits refuses its pods",
        )
    ]


@pytest.mark.parametrize(
    ("limit", "requests", "limits", "message"),
    [
        (each(min={"cpu": "100m"}), {"cpu": "50m"}, None, "cpu request 50m is below 100m"),
        (each(min={"cpu": "100m"}), {"cpu": "0"}, {"cpu": "1"}, "cpu request 0 is below 100m"),
        (
            each(maxLimitRequestRatio={"memory": "2"}),
            {"memory": "128Mi"},
            {"memory": "512Mi"},
            "memory limit 512Mi is more than 2 times the request 128Mi",
        ),
        (
            each(maxLimitRequestRatio={"memory": "2"}),
            {"memory": "128Mi"},
            None,
            "a container needs a memory limit, its limit at most 2 times its request",
        ),
        (
            each(default={"memory": "128Mi"}),
            {"memory": "256Mi"},
            None,
            "memory request 256Mi is above the limit 128Mi that is filled in",
        ),
        (
            {"type": "Pod", "max": {"memory": "256Mi"}},
            None,
            None,
            "a pod needs a memory limit of 256Mi at most",
        ),
        (
            {"type": "Pod", "min": {"cpu": "1"}},
            {"cpu": "500m"},
            None,
            "the pod's cpu request 500m is below 1",
        ),
    ],
)
def test_what_else_is_refused(limit: Document, requests: Document, limits: Document, message: str) -> None:
    [finding] = limit_range_refuses.check(examined(limit_range(limit), asking(requests, limits)))

    assert finding.message == f"{message}: LimitRange/limits refuses its pods"
    assert finding.severity is None


@pytest.mark.parametrize(
    ("limit", "requests", "limits"),
    [
        (each(max={"memory": "512Mi"}), None, {"memory": "512Mi"}),
        (each(max={"memory": "512Mi"}), None, None),
        (each(max={"memory": "1Gi"}, default={"memory": "256Mi"}), None, None),
        (each(min={"cpu": "100m"}), None, {"cpu": "100m"}),
        (each(min={"cpu": "100m"}), None, None),
        (each(maxLimitRequestRatio={"cpu": "4"}), {"cpu": "250m"}, {"cpu": "1"}),
        (each(default={"memory": "512Mi"}), {"memory": "256Mi"}, None),
        ({"type": "Pod", "max": {"memory": "512Mi"}}, None, {"memory": "512Mi"}),
        ({"type": "PersistentVolumeClaim", "max": {"storage": "1Gi"}}, None, None),
    ],
    ids=[
        "within",
        "the most is filled in",
        "the default is filled in",
        "the limit is the request",
        "the least is filled in",
        "within the ratio",
        "a limit is filled in above the request",
        "a pod within",
        "about claims",
    ],
)
def test_silent_within_bounds(limit: Document, requests: Document, limits: Document) -> None:
    assert not list(limit_range_refuses.check(examined(limit_range(limit), asking(requests, limits))))


def test_an_init_container_counts_as_well() -> None:
    init = container(name="migrate", resources={"limits": {"memory": "2Gi"}})
    pod = pod_spec(container(resources={"limits": {"memory": "64Mi"}}), initContainers=[init])
    [finding] = limit_range_refuses.check(examined(limit_range(each(max={"memory": "1Gi"})), workload(pod=pod)))

    assert finding.where.field == "spec.template.spec.initContainers[migrate].resources.limits.memory"


def test_a_sidecar_adds_to_the_pod_and_an_init_container_does_not() -> None:
    half = {"limits": {"memory": "512Mi"}}
    bound = limit_range({"type": "Pod", "max": {"memory": "768Mi"}})

    def refused(**fields: str) -> bool:
        init = container(name="first", resources=half, **fields)
        pod = pod_spec(container(resources=half), initContainers=[init])
        return any(limit_range_refuses.check(examined(bound, workload(pod=pod))))

    assert refused(restartPolicy="Always")
    assert not refused()


@pytest.mark.parametrize(("storage", "refused"), [("5Gi", True), ("10Gi", False), ("30Gi", True)])
def test_a_claim(storage: str, refused: bool) -> None:
    bound = limit_range({"type": "PersistentVolumeClaim", "min": {"storage": "10Gi"}, "max": {"storage": "20Gi"}})

    assert any(limit_range_refuses.check(examined(bound, claim(storage)))) is refused


def test_the_claim_of_a_stateful_set() -> None:
    bound = limit_range({"type": "PersistentVolumeClaim", "max": {"storage": "20Gi"}})
    template = {"metadata": {"name": "data"}, "spec": claim("30Gi")["spec"]}
    stateful = workload("StatefulSet", serviceName="backend", volumeClaimTemplates=[template])

    assert told(limit_range_refuses.check(examined(bound, stateful))) == [
        (
            "spec.volumeClaimTemplates[data].spec.resources.requests.storage",
            "storage request 30Gi is above 20Gi: LimitRange/limits refuses the claim",
        )
    ]


def test_silent_about_another_namespace() -> None:
    elsewhere = limit_range(each(max={"memory": "1Mi"}), namespace="other")

    assert not list(limit_range_refuses.check(examined(elsewhere, asking(limits={"memory": "512Mi"}))))


def test_good_to_know_where_another_file_may_be_for_another_namespace() -> None:
    bounds, pods = limit_range(each(max={"memory": "1Mi"})), asking(limits={"memory": "512Mi"})
    del bounds["metadata"]["namespace"], pods["metadata"]["namespace"]
    [one] = examined(bounds, environment=None, app=None).resources
    [other] = examined(pods, environment=None, app=None).resources

    [finding] = limit_range_refuses.check(together(replace(one, path="limits.yaml"), other))

    assert finding.severity == "info"
