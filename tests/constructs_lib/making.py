"""What constructs are made from in their tests: a chart, a small identity, a small app."""

from __future__ import annotations

from typing import Any

import cdk8s
from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.kubernetes.objects import Document
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Compute, Image, Namespace, Resources, WebService

IDENTITY = Identity(
    app="shop", env="test", namespace="shop-test", part_of=None, version=None, labels={}, annotations={}
)


class Shop(WebService):
    """The least that an app says."""

    kubernetes_version = "1.35"
    namespace = Namespace("shop-test")
    image = Image("shop", tag="v1")
    pod_user = 33
    resources = Resources(limits=Compute(memory="64Mi"))


def profile(identity: Identity = IDENTITY, **settings: Any) -> PodProfile[WebService]:
    """The pods of the small app with further settings."""
    app: WebService = type("Shop", (Shop,), settings)(app="shop", env="test")
    return PodProfile(identity=identity, settings=app)


PROFILE = profile()


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
