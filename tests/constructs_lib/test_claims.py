"""Claims of the app's own: made with it, and not deleted without a person."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    BackgroundWorker,
    CronJob,
    Environment,
    Hpa,
    Image,
    Migration,
    OwnClaim,
    SettingsError,
    Strategy,
)
from tests.rendered import app_objects, environment
from tests.samples.values import Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker

RECREATE = Strategy(type="Recreate")


def claim(**declared: Any) -> dict[str, OwnClaim]:
    return {"data": OwnClaim(**{"mount_path": "/data", "size": "1Gi", **declared})}


def claim_of(kind: type[Environment], **declared: Any) -> Document:
    [found] = [each for each in app_objects(environment(kind, **declared)) if each["kind"] == "PersistentVolumeClaim"]
    return found


def refusal(kind: type[Environment], **declared: Any) -> str:
    with pytest.raises(SettingsError) as caught:
        environment(kind, **declared)
    assert caught.value.path == ("volumes", "data", "access_mode")
    return str(caught.value)


def test_a_claim_is_what_the_settings_ask_for() -> None:
    found = claim_of(Least, volumes=claim(storage_class="fast"), strategy=RECREATE)

    assert found["metadata"]["name"] == "backend-data"
    assert found["spec"] == {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "1Gi"}},
        "storageClassName": "fast",
    }


def test_argo_cd_asks_a_person_before_it_deletes_one() -> None:
    found = claim_of(LeastJobs, volumes=claim())

    assert found["metadata"]["annotations"] == {"argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm"}


def test_a_claim_comes_with_the_first_pods_that_mount_it() -> None:
    """A disk that is made for the first pod alone is not there before; Argo CD waits for it, wave by wave."""
    found = claim_of(LeastJobs, volumes=claim(), migration=Migration("migrate"))

    assert found["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == "-1"


def test_every_pod_of_the_app_mounts_the_claim() -> None:
    [job] = [
        each for each in app_objects(environment(LeastJobs, volumes=claim(sub_path="in"))) if each["kind"] == "CronJob"
    ]
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]

    assert pod["volumes"] == [{"name": "data", "persistentVolumeClaim": {"claimName": "backend-data"}}]
    assert pod["containers"][0]["volumeMounts"] == [{"mountPath": "/data", "name": "data", "subPath": "in"}]


@pytest.mark.parametrize(
    ("kind", "declared", "why"),
    [
        (Least, {}, "a rollout starts a new pod beside the old; set strategy = Strategy(type='Recreate'), or set "),
        (Least, {"strategy": RECREATE, "replicas": 2}, "there may be 2 pods; set "),
        (
            Least,
            {"strategy": RECREATE, "hpa": Hpa(max_replicas=3, target_cpu_utilization_percentage=70)},
            "there may be 3 pods; set ",
        ),
        (
            Least,
            {"strategy": RECREATE, "workers": {"send": BackgroundWorker("send")}},
            "the worker 'send' mounts it beside the app; set ",
        ),
        (
            LeastWorker,
            {"strategy": RECREATE, "cron_jobs": {"tidy": CronJob("tidy", schedule="@daily")}},
            "the CronJob 'tidy' mounts it beside the app; set ",
        ),
        (
            LeastWorker,
            {"strategy": RECREATE, "migration": Migration("migrate")},
            "the migration mounts it beside the app; set ",
        ),
        (LeastDaemon, {}, "there is a pod on each node; set "),
        (LeastStatefulService, {"replicas": 2}, "there are 2 pods; give each a disk of its own by claims, or set "),
    ],
)
def test_a_disk_for_one_is_refused_where_several_pods_want_it(
    kind: type[Environment], declared: dict[str, Any], why: str
) -> None:
    told = refusal(kind, volumes=claim(), **declared)

    assert told == f"access_mode='ReadWriteOnce' is for one node at a time, but {why}access_mode='ReadWriteMany'"
    assert claim_of(kind, volumes=claim(access_mode="ReadWriteMany"), **declared)


def test_a_job_of_another_image_leaves_the_disk_to_the_app() -> None:
    jobs = {"tidy": CronJob("tidy", schedule="@daily", image=Image("tidy", tag="v1"))}

    assert claim_of(LeastWorker, volumes=claim(), strategy=RECREATE, cron_jobs=jobs)
