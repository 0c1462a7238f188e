"""What constructs are made from in their tests: a chart, a small identity, a small pod profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cdk8s
from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.scheduling import Scheduling
from constructs_lib.settings import Compute, Image, Resources

IDENTITY = Identity(app="shop", namespace="shop-test", part_of=None, version=None, labels={}, annotations={})
NOWHERE = Scheduling(node_selector={}, tolerations=[], affinity=None, topology_spread=[], priority_class_name=None)
PROFILE = PodProfile(
    identity=IDENTITY,
    image=Image("shop", tag="v1"),
    resources=Resources(limits=Compute(memory="64Mi")),
    pod_user=33,
    variables=[],
    mounted=[],
    scheduling=NOWHERE,
    image_pull_secrets=[],
    service_account_name="shop",
    automount_service_account_token=False,
    labels={},
    annotations={},
)


def profile(**fields: Any) -> PodProfile:
    """The small profile with other fields."""
    return replace(PROFILE, **fields)


def chart() -> cdk8s.Chart:
    """A chart to put a construct in."""
    return cdk8s.Testing.chart()


def rendered(made_in: cdk8s.Chart) -> list[Document]:
    """The objects of the chart."""
    objects: list[Document] = cdk8s.Testing.synth(made_in)
    return objects


def pod(spec: k8s.PodSpec) -> Document:
    """A part of a pod, in a Pod around it."""
    scope = chart()
    k8s.KubePod(scope, "Pod", metadata=k8s.ObjectMeta(name="pod"), spec=spec)
    return rendered(scope)[0]


def by_kind(documents: list[Document]) -> dict[str, Document]:
    """The objects by kind, for those that there is one of."""
    return {document["kind"]: document for document in documents}
