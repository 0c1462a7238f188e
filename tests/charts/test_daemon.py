"""An agent of the node: which objects there are, that they fit together, and who is given what of the node."""

from __future__ import annotations

import cdk8s
import pytest

from charts.daemon import DaemonChart
from constructs_lib.settings import CronJob, Environment, Migration
from tests.pod_security import refused
from tests.pods import pods
from tests.rendered import app_objects, environment, names
from tests.samples.everything import EveryDaemon, OtherwiseDaemon, RootOfTheNode
from tests.samples.values import LeastDaemon

ALL = pytest.mark.parametrize("kind", [LeastDaemon, EveryDaemon, OtherwiseDaemon, RootOfTheNode])


def test_the_least_that_is_rendered() -> None:
    expected = {"Namespace/backend-staging", "ServiceAccount/backend", "DaemonSet/backend"}

    assert names(environment(LeastDaemon)) == expected


def test_all_that_is_rendered() -> None:
    assert names(environment(EveryDaemon, objects={})) == {
        *("Namespace/backend-staging", "ServiceAccount/backend", "ExternalSecret/backend"),
        *("ConfigMap/backend-files", "ConfigMap/backend-flags", "DaemonSet/backend"),
        *("NetworkPolicy/backend", "NetworkPolicy/backend-daemon"),
        *("CronJob/backend-report", "CronJob/backend-clean", "Job/backend-migration"),
        *("PodMonitor/backend", "NetworkPolicy/backend-metrics"),
        *("ExternalSecret/backend-mail", "ExternalSecret/backend-vault", "ExternalSecret/backend-clean"),
        *("ExternalSecret/backend-migration", "ExternalSecret/backend-report", "PersistentVolumeClaim/backend-shared"),
    }


@ALL
def test_no_selector_follows_labels_or_builds(kind: type[Environment]) -> None:
    """It is immutable; nothing that people change may move it."""
    changed = environment(kind, labels={"a": "b"}, pod_labels={"c": "d"}, part_of="other")
    before, after = (
        [each["spec"]["selector"] for each in app_objects(settings) if each["kind"] == "DaemonSet"]
        for settings in (environment(kind), changed)
    )

    assert before == after


def test_jobs_of_an_agent_are_given_nothing_of_the_node() -> None:
    """They run on whichever node has room; what the agent sees there is none of theirs."""
    jobs = {"report": CronJob("bin/report", schedule="@daily")}
    settings = environment(EveryDaemon, cron_jobs=jobs, migration=Migration("bin/migrate"))
    found = {pod.of: refused(pod) for pod in pods(app_objects(settings))}

    assert found.pop("DaemonSet/backend")
    assert found == {"CronJob/backend-report": [], "Job/backend-migration": []}


def test_a_renamed_chart_changes_nothing() -> None:
    """Neither names nor selectors come from a construct's path."""
    settings = environment(EveryDaemon)
    charts = [DaemonChart(cdk8s.App(), id, settings) for id in ("one", "two")]

    assert charts[0].to_json() == charts[1].to_json()
