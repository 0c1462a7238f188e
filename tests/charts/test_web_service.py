"""The shape of most apps: which objects there are, and that they fit together."""

from __future__ import annotations

from typing import Any

import cdk8s
import pytest

from charts.web_service import WebServiceChart
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ConfigMap, Environment, Namespace
from tests.pods import Pod, pods
from tests.rendered import app_objects, environment, names
from tests.samples.everything import Everything, Otherwise
from tests.samples.values import Least

ALL = pytest.mark.parametrize("kind", [Least, Everything, Otherwise])


def variables(pod: Pod) -> list[dict[str, Any]]:
    return [variable for container in pod.containers for variable in container.get("env", [])]


def selectors(documents: list[Document]) -> list[Any]:
    return [each["spec"]["selector"] for each in documents if each["kind"] in ("Deployment", "Service")]


def test_the_least_that_is_rendered() -> None:
    expected = {"Namespace/backend-staging", "ServiceAccount/backend", "Deployment/backend", "Service/backend"}

    assert names(environment(Least)) == expected


def test_all_that_is_rendered() -> None:
    assert names(environment(Everything, objects={})) == {
        *("Namespace/backend-staging", "ServiceAccount/backend", "ExternalSecret/backend"),
        *("ConfigMap/backend-files", "ConfigMap/backend-flags", "Deployment/backend", "Service/backend"),
        *("HorizontalPodAutoscaler/backend", "PodDisruptionBudget/backend", "Ingress/backend"),
        *("Deployment/backend-consume", "HorizontalPodAutoscaler/backend-consume"),
        *("PodDisruptionBudget/backend-consume", "CronJob/backend-report", "CronJob/backend-clean"),
        *("Job/backend-migration", "NetworkPolicy/backend", "NetworkPolicy/backend-web"),
        *("Service/backend-rpc", "Service/backend-admin", "Service/backend-pods"),
        *("HTTPRoute/backend", "GRPCRoute/backend", "Certificate/backend"),
        *("ServiceMonitor/backend", "PodMonitor/backend", "NetworkPolicy/backend-metrics"),
        *("ExternalSecret/backend-mail", "ExternalSecret/backend-vault", "ExternalSecret/backend-clean"),
        *("ExternalSecret/backend-migration", "ExternalSecret/backend-report", "PersistentVolumeClaim/backend-shared"),
        "ExternalSecret/backend-consume",
    }


def test_a_namespace_of_someone_else_is_not_rendered() -> None:
    said = Namespace("shared", create=False)

    assert not [name for name in names(environment(Least, namespace=said)) if name.startswith("Namespace/")]


@ALL
def test_no_selector_follows_labels_or_builds(kind: type[Environment]) -> None:
    """Selectors are immutable; nothing that people change may move them."""
    changed = environment(kind, labels={"a": "b"}, pod_labels={"c": "d"}, part_of="other", port=9000)

    assert selectors(app_objects(changed)) == selectors(app_objects(environment(kind)))


def test_a_changed_config_map_restarts_web_pods_and_workers() -> None:
    """Another content is another template."""
    other = {name: ConfigMap(data={"FLAG": "off"}, as_env=True) for name in ("flags",)}
    before, after = (
        {pod["metadata"]["name"]: pod["spec"]["template"] for pod in app_objects(each) if pod["kind"] == "Deployment"}
        for each in (
            environment(Everything),
            environment(Everything, config_maps={**Everything.config_maps, **other}),
        )
    )

    assert [name for name in before if before[name] != after[name]] == ["backend", "backend-consume"]


def test_secrets_reach_every_pod_of_the_image_of_the_app() -> None:
    """Another image gets its own alone."""
    with_secrets = {
        pod.of
        for pod in pods(app_objects(environment(Everything)))
        for variable in variables(pod)
        if "secretKeyRef" in variable.get("valueFrom", {})
    }

    assert with_secrets == {
        "Deployment/backend",
        "Deployment/backend-consume",
        "CronJob/backend-report",
        "CronJob/backend-clean",
        "Job/backend-migration",
    }


def test_no_secret_is_optional_or_taken_whole() -> None:
    """A pod must not start without a variable that it was promised."""
    found = list(pods(app_objects(environment(Everything))))

    assert not [pod.of for pod in found for container in pod.containers if "envFrom" in container]
    assert not [each for pod in found for each in variables(pod) if "optional" in str(each.get("valueFrom"))]


def test_a_renamed_chart_changes_nothing() -> None:
    """Neither names nor selectors come from a construct's path."""
    settings = environment(Everything)
    charts = [WebServiceChart(cdk8s.App(), id, settings) for id in ("one", "two")]

    assert charts[0].to_json() == charts[1].to_json()
