"""Which settings may decide a field of a pod."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.paths import Item, Path
from plainsail.manifests.resource import Resource
from plainsail.plan.deciding_pods import settings_of_pod
from tests.plainsail.plan.test_deciding import resource

WEB = resource("Deployment", "apps/v1")
WORKER = resource("Deployment", "apps/v1", "mails")
JOB = resource("CronJob", "batch/v1", "sync")
APP = ("spec", "template", "spec", "containers", Item("app"))

CASES: list[tuple[Resource, Path, tuple[str, ...]]] = [
    (WEB, (*APP, "image"), ("image.tag", "image.digest", "image")),
    (WEB, (*APP, "env", Item("A"), "value"), ("env.A", "external_secrets.params.A")),
    (
        WEB,
        (*APP, "env", Item("A"), "valueFrom", "secretKeyRef", "key"),
        ("external_secrets.params.A", "external_secrets"),
    ),
    (WEB, (*APP, "env", Item("SERVER_NAME")), ("env.SERVER_NAME", "port")),
    (WEB, (*APP, "resources", "limits", "ephemeral-storage"), ("resources.limits.ephemeral_storage", "resources")),
    (
        WORKER,
        (*APP, "resources", "limits", "memory"),
        ("workers.mails.resources.limits.memory", "resources.limits.memory"),
    ),
    (WEB, (*APP, "livenessProbe", "periodSeconds"), ("liveness_probe",)),
    (WEB, (*APP, "volumeMounts", Item("/tmp")), ("writable_paths./tmp", "volumes")),
    (WEB, (*APP[:-1], Item("proxy"), "image"), ("sidecars.proxy.image.tag", "image.tag")),
    (WEB, (*APP[:-1], Item("proxy")), ("sidecars.proxy", "sidecars")),
    (WEB, ("spec", "template", "spec", "nodeSelector", "a.b/c"), ("node_selector.a.b/c",)),
    (
        WEB,
        ("spec", "template", "spec", "terminationGracePeriodSeconds"),
        ("shutdown.termination_grace_period_seconds",),
    ),
    (WEB, ("spec", "template", "metadata", "annotations", "a"), ("pod_annotations.a", "annotations.a")),
    (JOB, ("spec", "jobTemplate", "spec", "template", "spec", "restartPolicy"), ("cron_jobs.sync.restart_policy",)),
]


@pytest.mark.parametrize(("of", "parts", "first"), CASES, ids=lambda case: "")
def test_its_own_come_first(of: Resource, parts: Path, first: tuple[str, ...]) -> None:
    found = settings_of_pod(of, parts)[: len(first)]

    assert tuple(each.replace('["', ".").replace('"]', "") for each in found) == first


def test_what_is_no_field_of_a_pod_is_not_decided_here() -> None:
    assert settings_of_pod(WEB, ("spec", "replicas")) == ()
    assert settings_of_pod(resource("Service"), ("spec", "template", "spec", "tolerations")) == ()
    assert settings_of_pod(WEB, ("spec", "template", "spec", "containers", Item("app"), "tty")) == ()
