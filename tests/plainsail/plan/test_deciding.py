"""Which settings may decide a field of an object."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.paths import Item, Path
from plainsail.manifests.resource import Resource
from plainsail.plan.deciding import settings_behind, settings_of

VERSION = "app.kubernetes.io/version"


def resource(kind: str, api: str = "v1", component: str = "web") -> Resource:
    labels = {"app.kubernetes.io/component": component}
    document = {"apiVersion": api, "kind": kind, "metadata": {"name": "a", "labels": labels}}
    return Resource(document, "", 1, "staging", "backend", "")


CASES: list[tuple[Resource, Path, tuple[str, ...]]] = [
    (resource("HorizontalPodAutoscaler"), ("spec", "maxReplicas"), ("hpa.max_replicas", "hpa")),
    (
        resource("HorizontalPodAutoscaler"),
        ("spec", "metrics", Item("Resource/cpu"), "resource", "target"),
        ("hpa.target_cpu_utilization_percentage", "hpa"),
    ),
    (
        resource("HorizontalPodAutoscaler", component="mails"),
        ("spec", "maxReplicas"),
        ("workers.mails.hpa.max_replicas", "hpa.max_replicas"),
    ),
    (resource("Deployment", "apps/v1"), ("spec", "progressDeadlineSeconds"), ("progress_deadline_seconds",)),
    (resource("Deployment", "apps/v1"), ("spec", "strategy", "type"), ("strategy.type", "strategy")),
    (resource("CronJob", "batch/v1", "sync"), ("spec", "timeZone"), ("cron_jobs.sync.time_zone",)),
    (resource("CronJob", "batch/v1", "sync"), ("spec", "suspend"), ("cron_jobs.sync.suspended",)),
    (
        resource("CronJob", "batch/v1", "sync"),
        ("spec", "jobTemplate", "spec", "backoffLimit"),
        ("cron_jobs.sync.backoff_limit",),
    ),
    (
        resource("ExternalSecret", "external-secrets.io/v1"),
        ("spec", "data", Item("A"), "remoteRef", "key"),
        ("external_secrets.params.A", "external_secrets.path"),
    ),
    (resource("Ingress"), ("spec", "rules", Item("a.example.com")), ("ingress.host", "ingress")),
    (
        resource("Ingress"),
        ("metadata", "annotations", "alb.ingress.kubernetes.io/scheme"),
        ("ingress.annotations[", "ingress.alb"),
    ),
    (resource("Service"), ("spec", "ports", Item("80"), "targetPort"), ("service.port", "port")),
    (resource("Namespace"), ("metadata", "labels", "pod-security.kubernetes.io/enforce"), ("namespace.pod_security",)),
    (resource("Service"), ("metadata", "labels", VERSION), ("image.tag",)),
    (resource("Service"), ("metadata", "labels", "team"), ("labels.team",)),
    (resource("Application"), ("spec", "syncPolicy", "automated", "prune"), ("sync_policy.prune",)),
    (resource("Odd"), ("spec", "a"), ("patches", "objects")),
]


@pytest.mark.parametrize(("of", "parts", "first"), CASES, ids=lambda case: "")
def test_the_likeliest_come_first(of: Resource, parts: Path, first: tuple[str, ...]) -> None:
    found = settings_of(of, parts)[: len(first)]

    assert tuple(each.partition('"')[0].replace("annotations[", "annotations[") for each in found) == first


def test_whatever_else_a_patch_may_have_done_it() -> None:
    assert all(settings_of(of, parts)[-2:] == ("patches", "objects") for of, parts, _ in CASES)


def test_an_object_comes_from_a_setting() -> None:
    assert settings_behind(resource("Ingress"))[0] == "ingress"
    assert settings_behind(resource("CronJob", "batch/v1", "sync"))[:2] == ("cron_jobs.sync", "cron_jobs")
    assert settings_behind(resource("Odd")) == ("objects",)
