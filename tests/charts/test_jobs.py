"""An app of jobs alone: nothing of it runs between two runs, and what the jobs need is there."""

from __future__ import annotations

import pytest

from constructs_lib.settings import Namespace, NetworkPolicy
from tests.pods import pods
from tests.rendered import app_objects, environment, names
from tests.samples.everything import EveryJob, OtherwiseJobs
from tests.samples.values import LeastJobs

ALL = pytest.mark.parametrize("kind", [LeastJobs, EveryJob, OtherwiseJobs])


def test_the_least_that_is_rendered() -> None:
    expected = {"Namespace/backend-staging", "ServiceAccount/backend", "CronJob/backend-tidy"}

    assert names(environment(LeastJobs)) == expected


def test_all_that_is_rendered() -> None:
    assert names(environment(EveryJob, objects={})) == {
        *("Namespace/backend-staging", "ServiceAccount/backend", "ExternalSecret/backend"),
        *("ConfigMap/backend-files", "ConfigMap/backend-flags", "NetworkPolicy/backend"),
        *("CronJob/backend-report", "CronJob/backend-clean", "Job/backend-migration"),
        *("ExternalSecret/backend-mail", "ExternalSecret/backend-vault", "ExternalSecret/backend-clean"),
        *("ExternalSecret/backend-migration", "ExternalSecret/backend-report", "PersistentVolumeClaim/backend-shared"),
    }


def test_every_pod_ends() -> None:
    found = list(pods(app_objects(environment(EveryJob))))

    assert {pod.of for pod in found} == {"CronJob/backend-report", "CronJob/backend-clean", "Job/backend-migration"}
    assert {pod.spec["restartPolicy"] for pod in found} <= {"Never", "OnFailure"}


def test_a_policy_shuts_the_pods_of_jobs_too() -> None:
    """It goes by the app's name, which jobs carry as any pod does."""
    documents = app_objects(environment(LeastJobs, network_policy=NetworkPolicy(), namespace=Namespace("a")))
    [policy] = [each for each in documents if each["kind"] == "NetworkPolicy"]
    [pod] = pods(documents)

    assert policy["spec"]["podSelector"]["matchLabels"].items() <= pod.labels.items()
