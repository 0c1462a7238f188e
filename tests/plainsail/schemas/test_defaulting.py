"""What the API server keeps of an object, held against what one was asked (`make verdicts ARGS=--record`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document, without_nulls
from plainsail.schemas.defaulting import Defaulting
from tools.verdicts.mutations import Mutation
from tools.verdicts.record import UNCHANGED, recorded, seeds

SEEDS = seeds()
DEFAULTING = Defaulting([Path(__file__).resolve().parents[3] / "imports/crds"])


@cache
def kept(number: int) -> Document:
    return DEFAULTING.kept(without_nulls(SEEDS[number]))


def is_same(number: int, mutation: Mutation) -> bool:
    return DEFAULTING.kept(without_nulls(mutation.of(SEEDS[number]))) == kept(number)


def is_counted_though_the_same(number: int, mutation: Mutation) -> bool:
    """What the server counts as a change, or keeps as it is spelled, and reads as what was there before."""
    return mutation.name == "respelt" or (SEEDS[number]["kind"] == "NetworkPolicy" and mutation.value == [])


def test_what_we_call_the_same_is_the_same_to_the_server() -> None:
    wrong = [
        (SEEDS[number]["kind"], mutation)
        for number, verdict, mutation in recorded(UNCHANGED)
        if not verdict.accepts and is_same(number, mutation) and not is_counted_though_the_same(number, mutation)
    ]

    assert wrong == []


APPS = ("Deployment", "StatefulSet", "DaemonSet", "CronJob", "Service", "HorizontalPodAutoscaler", "Ingress")
OF_A_CLUSTER = ("annotations", "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "replicas")
"""What one server fills in as no other does; and a number of pods, which others may change."""
GATED = ("clusterTrustBundle", "podCertificate", "stopSignal", "workloadRef")
"""What a server drops as long as nobody switches its feature on."""


def test_nearly_all_that_is_the_same_to_the_server_is_so_to_us() -> None:
    same = [
        (SEEDS[number]["kind"], mutation.path, is_same(number, mutation))
        for number, verdict, mutation in recorded(UNCHANGED)
        if verdict.accepts and SEEDS[number]["kind"] in APPS and not {*mutation.path} & {*OF_A_CLUSTER, *GATED}
    ]
    missed = [(kind, path) for kind, path, told in same if not told]

    assert len(same) > 400
    assert len(missed) <= len(same) // 50, missed


def test_every_default_that_a_server_filled_into_an_app_is_known() -> None:
    missed = [
        (SEEDS[number]["kind"], mutation.path)
        for number, verdict, mutation in recorded(UNCHANGED)
        if verdict.accepts
        and mutation.name == "default"
        and SEEDS[number]["kind"] in APPS
        and not {*mutation.path} & {*OF_A_CLUSTER}
        and not is_same(number, mutation)
    ]

    assert missed == []


def pod(**container: Any) -> Document:
    containers = [{"name": "app", "image": "example.com/app:1", **container}]
    template = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": containers}}
    spec = {"selector": {"matchLabels": {"a": "b"}}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}, "spec": spec}


@pytest.mark.parametrize(
    ("container", "other"),
    [
        ({"imagePullPolicy": "IfNotPresent"}, {}),
        ({"image": "example.com/app", "imagePullPolicy": "Always"}, {"image": "example.com/app"}),
        ({"resources": {"limits": {"cpu": "1"}}}, {"resources": {"limits": {"cpu": "1000m"}}}),
        ({"resources": {"limits": {"cpu": 1}, "requests": {}}}, {"resources": {"limits": {"cpu": "1"}}}),
        ({"env": [], "tty": False, "workingDir": "", "resources": {}}, {}),
        ({"env": [{"name": "A", "value": ""}]}, {"env": [{"name": "A"}]}),
    ],
)
def test_two_ways_to_say_the_same(container: Document, other: Document) -> None:
    assert DEFAULTING.kept(pod(**container)) == DEFAULTING.kept(pod(**other))


@pytest.mark.parametrize(
    ("container", "other"),
    [
        ({"imagePullPolicy": "Always"}, {}),
        ({"securityContext": {}}, {}),
        ({"securityContext": {"privileged": False}}, {"securityContext": {}}),
        ({"resources": {"limits": {"cpu": "1"}, "requests": {"cpu": "1"}}}, {"resources": {"limits": {"cpu": "1"}}}),
        ({"args": [""]}, {}),
    ],
)
def test_what_looks_alike_and_makes_new_pods(container: Document, other: Document) -> None:
    assert DEFAULTING.kept(pod(**container)) != DEFAULTING.kept(pod(**other))


def test_a_pod_alone_requests_what_it_is_limited_to() -> None:
    spec = {"containers": [{"name": "a", "resources": {"limits": {"cpu": "1"}}}]}
    plain: Document = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec}

    [container] = DEFAULTING.kept(plain)["spec"]["containers"]

    assert container["resources"]["requests"] == {"cpu": "1"}


def test_the_object_that_was_asked_about_is_left_as_it_was() -> None:
    document = pod()

    DEFAULTING.kept(document)

    assert document == pod()


CRD: Document = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "widgets.example.com"},
    "spec": {
        "group": "example.com",
        "names": {"kind": "Widget"},
        "versions": [
            {
                "name": "v1",
                "schema": {
                    "openAPIV3Schema": {
                        "properties": {
                            "spec": {
                                "properties": {
                                    "size": {"default": 3},
                                    "parts": {"items": {"properties": {"colour": {"default": "red"}}}},
                                }
                            }
                        }
                    }
                },
            }
        ],
    },
}


def test_a_custom_resource_gets_the_defaults_of_its_definition() -> None:
    defaulting = Defaulting(definitions=[CRD])
    widget: Document = {"apiVersion": "example.com/v1", "kind": "Widget", "spec": {"parts": [{}]}}

    assert defaulting.kept(widget)["spec"] == {"size": 3, "parts": [{"colour": "red"}]}


@pytest.mark.parametrize("version", ["example.com/v1", "apps/v9", "v1"])
def test_a_kind_that_nobody_knows_stays_as_it_is(version: str) -> None:
    document: Document = {"apiVersion": version, "kind": "Unknown", "spec": {"a": []}}

    assert Defaulting().kept(document) == document


def test_a_port_named_for_its_target_keeps_the_defaults_beside_it() -> None:
    document = {"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{"port": 80, "targetPort": "http"}]}}

    assert DEFAULTING.kept(document)["spec"]["ports"] == [{"port": 80, "targetPort": "http", "protocol": "TCP"}]


@pytest.mark.parametrize("labels", ["a=b", ["a"], 1])
def test_what_is_broken_stays_as_it_was_written(labels: Any) -> None:
    document = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": labels}}

    assert DEFAULTING.kept(document)["metadata"]["labels"] == labels
