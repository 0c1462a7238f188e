"""Pods within workloads, and containers within pods."""

from __future__ import annotations

import pytest

from plainsail.manifests.pods import Pod
from tests.plainsail.checks.planted import manifests

POD = "{metadata: {labels: {%s}}, spec: {containers: [{name: app, env: [{name: A, value: a}, {name: A, value: b}]}]}}"


def pod_in(kind: str, body: str, *, api: str = "apps/v1", labels: str = "", app: str | None = "backend") -> Pod:
    text = f"{{apiVersion: {api}, kind: {kind}, metadata: {{name: a, namespace: b}}, {body % (POD % labels)}}}"
    [pod] = manifests(text, app=app).pods()
    return pod


@pytest.mark.parametrize(
    ("kind", "api", "body", "field", "ends"),
    [
        ("Deployment", "apps/v1", "spec: {template: %s}", "spec.template.spec", False),
        ("StatefulSet", "apps/v1", "spec: {template: %s}", "spec.template.spec", False),
        ("Job", "batch/v1", "spec: {template: %s}", "spec.template.spec", True),
        (
            "CronJob",
            "batch/v1",
            "spec: {jobTemplate: {spec: {template: %s}}}",
            "spec.jobTemplate.spec.template.spec",
            True,
        ),
    ],
)
def test_every_workload_makes_a_pod(kind: str, api: str, body: str, field: str, ends: bool) -> None:
    pod = pod_in(kind, body, api=api)

    assert (pod.field, pod.ends) == (field, ends)
    assert pod.containers[0].where("image").field == f"{field}.containers[app].image"


def test_a_pod_is_its_own_pod() -> None:
    [pod] = manifests("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: app}]}}").pods()

    assert pod.where("volumes").field == "spec.volumes"


def test_a_deployment_of_another_group_makes_none() -> None:
    text = "{apiVersion: example.com/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {}}}}"

    assert list(manifests(text).pods()) == []


def test_a_place_is_spelled_as_it_is_printed() -> None:
    [container] = pod_in("Deployment", "spec: {template: %s}").containers

    assert container.where("env", 1, "value").field == "spec.template.spec.containers[app].env[A#2].value"
    assert container.where("env[1].value") == container.where("env", 1, "value")
    assert container.pod.where("containers", 0).field == "spec.template.spec.containers[app]"
    assert container.pod.resource.where("metadata.labels", "a.b/c").field == 'metadata.labels["a.b/c"]'


def test_a_name_that_no_path_can_hold_stays_as_it_is() -> None:
    [container] = pod_in("Deployment", "spec: {template: %s}").containers

    assert container.where("env[A]B].value").field == "spec.template.spec.containers[app].env[A]B].value"


def test_what_is_of_the_wrong_shape_is_not_there() -> None:
    body = "spec: {template: {spec: {containers: [none, {name: 1}, {name: app, env: [x, {name: A}], ports: no}]}}}%.0s"
    [container] = pod_in("Deployment", body).containers

    assert (container.name, [*container.env], container.ports, container.security) == ("app", ["A"], [], {})
    assert (container.pod.labels, container.pod.security) == ({}, {})


def test_of_two_variables_with_one_name_the_last_holds() -> None:
    [container] = pod_in("Deployment", "spec: {template: %s}").containers

    assert container.env["A"]["value"] == "b"
