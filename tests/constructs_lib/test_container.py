"""Containers."""

from __future__ import annotations

from typing import Any

from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.container import container
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Compute, Image, Resources
from tests.constructs_lib.making import pod

IMAGE = Image("shop", tag="v1", pull_policy="Always")
NOTHING: dict[str, Any] = {"image": IMAGE, "command": None, "env": [], "resources": Resources(), "mounts": []}


def contained(**said: Any) -> Document:
    return pod(k8s.PodSpec(containers=[container(name="app", **{**NOTHING, **said})]))


def test_hardened_and_nothing_else(snapshot: SnapshotAssertion) -> None:
    assert [contained()] == snapshot


def test_resources_of_every_kind(snapshot: SnapshotAssertion) -> None:
    resources = Resources(requests=Compute(cpu="100m", memory="64Mi"), limits=Compute(ephemeral_storage="1Gi"))

    assert [contained(resources=resources)] == snapshot


def test_its_own_pull_policy_wins() -> None:
    assert contained(pull_policy="Never")["spec"]["containers"][0]["imagePullPolicy"] == "Never"


def test_a_digest_beside_the_tag() -> None:
    image = Image("shop", tag="v1", digest="sha256:" + "0" * 64)

    assert contained(image=image)["spec"]["containers"][0]["image"] == f"shop:v1@sha256:{'0' * 64}"
