"""An app that keeps data: which objects there are, that they fit together, and what stays as it is for ever."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import CronJob, Environment, NetworkPolicy
from tests.pods import pods
from tests.rendered import app_objects, environment, names
from tests.samples.everything import EveryStatefulService, OtherwiseStatefulService, PlainStatefulService
from tests.samples.values import LeastStatefulService

KINDS = [LeastStatefulService, EveryStatefulService, OtherwiseStatefulService, PlainStatefulService]
ALL = pytest.mark.parametrize("kind", KINDS)
FIXED = ("serviceName", "selector", "podManagementPolicy", "volumeClaimTemplates")


def stateful_set(documents: list[Document]) -> Document:
    return next(document for document in documents if document["kind"] == "StatefulSet")


def test_the_least_that_is_rendered() -> None:
    assert names(environment(LeastStatefulService)) == {
        *("Namespace/backend-staging", "ServiceAccount/backend", "StatefulSet/backend"),
        *("Service/backend", "Service/backend-pods"),
    }


def test_all_that_is_rendered() -> None:
    assert names(environment(EveryStatefulService, objects={})) == {
        *("Namespace/backend-staging", "ServiceAccount/backend", "ExternalSecret/backend"),
        *("ConfigMap/backend-files", "ConfigMap/backend-flags", "StatefulSet/backend"),
        *("Service/backend", "Service/backend-pods", "PodDisruptionBudget/backend"),
        *("CronJob/backend-report", "CronJob/backend-clean", "Job/backend-migration"),
        *("NetworkPolicy/backend", "NetworkPolicy/backend-stateful", "NetworkPolicy/backend-metrics"),
        *("ServiceMonitor/backend", "PodMonitor/backend"),
        *("ExternalSecret/backend-mail", "ExternalSecret/backend-vault", "ExternalSecret/backend-clean"),
        *("ExternalSecret/backend-migration", "ExternalSecret/backend-report", "PersistentVolumeClaim/backend-shared"),
    }


@ALL
def test_nothing_that_is_fixed_follows_labels_or_builds(kind: type[Environment]) -> None:
    changes: dict[str, Any] = {"labels": {"a": "b"}, "pod_labels": {"c": "d"}, "part_of": "other", "replicas": 7}
    before, after = (stateful_set(app_objects(each)) for each in (environment(kind), environment(kind, **changes)))

    assert {field: before["spec"].get(field) for field in FIXED} == {field: after["spec"].get(field) for field in FIXED}


def test_only_its_own_pods_see_what_they_keep() -> None:
    """A claim is one pod's; a job would have none."""
    claims = set(EveryStatefulService.claims)
    seeing = {
        pod.of
        for pod in pods(app_objects(environment(EveryStatefulService)))
        for container in pod.containers
        if claims & {mount["mountPath"] for mount in container.get("volumeMounts", [])}
    }

    assert seeing == {"StatefulSet/backend"}


def test_its_pods_may_talk_to_each_other_and_jobs_of_the_app_to_them() -> None:
    """Behind a policy that names nobody else; where egress is shut, too."""
    jobs = {"backup": CronJob("bin/backup", schedule="@daily")}
    policy = NetworkPolicy(egress_to=[])
    documents = app_objects(environment(LeastStatefulService, network_policy=policy, cron_jobs=jobs))
    policies = {each["metadata"]["name"]: each["spec"] for each in documents if each["kind"] == "NetworkPolicy"}
    [ingress], [_, egress] = policies["backend-stateful"]["ingress"], policies["backend"]["egress"]
    [inside], [target] = ingress["from"], egress["to"]

    labels = {pod.of: pod.labels for pod in pods(documents)}
    assert [of for of, own in labels.items() if inside["podSelector"]["matchLabels"].items() <= own.items()] == [
        "CronJob/backend-backup",
        "StatefulSet/backend",
    ]
    assert [of for of, own in labels.items() if target["podSelector"]["matchLabels"].items() <= own.items()] == [
        "StatefulSet/backend"
    ]
    assert "ports" not in ingress
    assert "ports" not in egress
