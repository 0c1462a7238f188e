"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plainsail.checks.namespaces import quota_refuses
from tests.plainsail.checks.planted import together
from tests.plainsail.checks.planted_objects import (
    Document,
    container,
    cron_job,
    examined,
    made,
    pod_spec,
    service,
    told,
    workload,
)


def quota(hard: Document, **spec: Any) -> Document:
    return made("ResourceQuota", name="quota", spec={"hard": hard, **spec})


def deployment(memory: str = "512Mi", *, pod: Document | None = None, **fields: Any) -> Document:
    each = container(resources={"requests": {"cpu": "100m"}, "limits": {"memory": memory}})
    return workload(pod=pod_spec(each, **(pod or {})), **fields)


def findings(*documents: Document) -> list[tuple[str, str]]:
    return told(quota_refuses.check(examined(*documents)))


def test_a_container_that_does_not_say_what_is_counted() -> None:
    [finding] = quota_refuses.check(examined(quota({"limits.cpu": "4", "pods": "10"}), deployment()))

    assert finding.where.field == "spec.template.spec.containers[app].resources"
    assert finding.message == "says no cpu limit, which ResourceQuota/quota counts: the API server refuses its pods"
    assert finding.fix == "set `resources.limits.cpu`, or let a LimitRange fill it in"


def test_silent_where_a_limit_range_says_it() -> None:
    default = {"type": "Container", "default": {"cpu": "500m"}}
    filled = made("LimitRange", name="limits", spec={"limits": [default]})

    assert not findings(quota({"limits.cpu": "4"}), filled, deployment())


def test_silent_where_the_pod_says_it_for_all() -> None:
    assert not findings(quota({"limits.cpu": "4"}), deployment(pod={"resources": {"limits": {"cpu": "1"}}}))


def test_storage_and_devices_need_not_be_said() -> None:
    assert not findings(quota({"requests.ephemeral-storage": "4Gi", "requests.nvidia.com/gpu": "1"}), deployment())


def test_one_pod_that_is_more_than_the_quota() -> None:
    assert findings(quota({"limits.memory": "256Mi"}), deployment()) == [
        (
            "spec.template.spec.containers",
            "one pod needs limits.memory 512Mi, and ResourceQuota/quota allows 256Mi: none starts",
        )
    ]


def test_pods_that_are_more_than_the_quota_together() -> None:
    other = made("Deployment", "apps/v1", "other", spec=deployment()["spec"])

    [(field, message)] = findings(quota({"limits.memory": "1Gi"}), deployment(replicas=2), other)

    assert field == 'spec.hard["limits.memory"]'
    assert message == "allows 1Gi, and Deployment/backend and Deployment/other need 1.5Gi in all: some is refused"


def test_a_job_comes_and_goes() -> None:
    pod = pod_spec(container(resources={"limits": {"memory": "512Mi"}}), restartPolicy="Never")

    assert not findings(quota({"limits.memory": "512Mi"}), deployment(), cron_job(pod))


@pytest.mark.parametrize(
    ("spec", "counted"),
    [
        ({"scopes": ["NotTerminating"]}, True),
        ({"scopes": ["Terminating"]}, False),
        ({"scopes": ["NotBestEffort"]}, True),
        ({"scopeSelector": {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "Exists"}]}}, False),
        (
            {
                "scopeSelector": {
                    "matchExpressions": [{"scopeName": "PriorityClass", "operator": "NotIn", "values": ["high"]}]
                }
            },
            True,
        ),
    ],
)
def test_scopes_choose_pods(spec: Document, counted: bool) -> None:
    assert bool(findings(quota({"limits.memory": "256Mi"}, **spec), deployment())) is counted


def test_a_scope_of_pods_that_ask_for_nothing() -> None:
    none = quota({"pods": "0"}, scopes=["BestEffort"])

    assert findings(none, workload())
    assert not findings(none, deployment())


def test_the_priority_class_that_is_everybody_s() -> None:
    high = {"scopeName": "PriorityClass", "operator": "In", "values": ["high"]}
    scoped = quota({"pods": "0"}, scopeSelector={"matchExpressions": [high]})
    default = made("PriorityClass", "scheduling.k8s.io/v1", "high", value=10, globalDefault=True)

    assert findings(scoped, default, deployment())
    assert findings(scoped, deployment(pod={"priorityClassName": "high"}))
    assert not findings(scoped, deployment())


@pytest.mark.parametrize(
    ("hard", "count"),
    [
        ({"services": "0"}, 1),
        ({"count/services": "0"}, 1),
        ({"services.loadbalancers": "0"}, 1),
        ({"services.nodeports": "1"}, 2),
        ({"count/deployments.apps": "0"}, 1),
        ({"configmaps": "0"}, 1),
    ],
)
def test_more_objects_than_the_quota_allows(hard: Document, count: int) -> None:
    ports = [{"name": "a", "port": 80}, {"name": "b", "port": 81}]
    [(field, message)] = findings(quota(hard), deployment(), service(type="LoadBalancer", ports=ports))

    assert field.startswith("spec.hard")
    assert message.endswith(f"{count} are needed: the last ones are refused")


def test_silent_about_objects_within_the_quota() -> None:
    plenty = {"services": "1", "services.loadbalancers": "0", "count/deployments.apps": "1", "pods": "1"}

    assert not findings(quota(plenty), deployment(), service())


def test_old_replica_sets_fill_the_quota_one_day() -> None:
    [finding] = quota_refuses.check(examined(quota({"count/replicasets.apps": "5"}), deployment()))

    assert finding.severity == "warning"
    assert finding.message == (
        "allows 5, and with the old ones that are kept there will be 11: then new ones are refused"
    )


@pytest.mark.parametrize(
    "hard",
    [
        {"requests.storage": "5Gi"},
        {"persistentvolumeclaims": "0"},
        {"gold.storageclass.storage.k8s.io/requests.storage": "5Gi"},
        {"gold.storageclass.storage.k8s.io/persistentvolumeclaims": "0"},
    ],
)
def test_a_claim_above_the_quota(hard: Document) -> None:
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "gold",
        "resources": {"requests": {"storage": "10Gi"}},
    }
    template = {"metadata": {"name": "data"}, "spec": spec}
    stateful = workload("StatefulSet", serviceName="backend", volumeClaimTemplates=[template])

    assert findings(quota(hard), made("PersistentVolumeClaim", spec=spec))
    assert findings(quota(hard), stateful)
    assert not findings(quota({"silver.storageclass.storage.k8s.io/requests.storage": "0"}), stateful)


def test_milder_in_another_file_that_may_be_of_another_namespace() -> None:
    documents = [quota({"limits.memory": "256Mi"}), deployment()]
    for document in documents:
        del document["metadata"]["namespace"]
    [beside] = quota_refuses.check(examined(*documents, environment=None, app=None))

    assert beside.severity is None


def test_three_workloads_are_counted_and_two_named() -> None:
    others = [made("Deployment", "apps/v1", name, spec=deployment()["spec"]) for name in ("b", "c")]
    [(_, message)] = findings(quota({"limits.memory": "1Gi"}), deployment(), *others)

    assert message == "allows 1Gi, and Deployment/backend, Deployment/b and 1 more need 1.5Gi in all: some is refused"


def test_a_quota_below_nothing_is_another_check_s_matter() -> None:
    assert not findings(quota({"pods": "-1"}))


def test_good_to_know_where_a_quota_of_another_file_may_be_for_another_namespace() -> None:
    """Examples of one folder name no namespace, and are applied one by one."""
    limits, pods = quota({"limits.cpu": "4"}), deployment()
    del limits["metadata"]["namespace"], pods["metadata"]["namespace"]
    [one] = examined(limits, environment=None, app=None).resources
    [other] = examined(pods, environment=None, app=None).resources

    [apart] = quota_refuses.check(together(replace(one, path="quota.yaml"), other))
    [beside] = quota_refuses.check(together(one, other))

    assert (apart.severity, beside.severity) == ("info", None)
