"""The cells of an app's row are what its objects say."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.report.facts import Facts
from plainsail.report.summary import Summary, summary
from tests.rendered import environment
from tests.samples.manifests import LeastManifests
from tests.samples.values import Least


def summed(*documents: Document) -> Summary:
    objects = [Resource(document, "dist/a.yaml", 1, "staging", "backend") for document in documents]
    return summary(environment(Least), objects, Manifests(objects))


def workload(kind: str, name: str = "backend", *, spec: dict[str, Any] | None = None, **container: Any) -> Document:
    pod = {"containers": [{"name": "app", "image": "r.example.com/a:v2", **container}]}
    metadata = {"name": name, "namespace": "backend-staging"}
    body = {"template": {"metadata": {}, "spec": pod}, **(spec or {})}
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": metadata, "spec": body}


def autoscaler(least: int, most: int) -> Document:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "backend"}
    metadata = {"name": "backend", "namespace": "backend-staging"}
    spec = {"scaleTargetRef": target, "minReplicas": least, "maxReplicas": most}
    return {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": metadata, "spec": spec}


@pytest.mark.sample
def test_the_row_of_the_sample(facts: Facts) -> None:
    production = facts.apps["backend"][1]

    row = summary(production, facts.objects(production), facts.manifests)

    assert row == Summary(
        version=("sha-8151325dcdba",),
        replicas=("1\N{EN DASH}3",),
        cpu=("100m / 500m",),
        memory=("64Mi / 512Mi",),
        host=("backend.example.com",),
        schedule=("initiate-calls: 0 7-15/2 * * 1-5 Europe/Paris",),
    )


def test_how_many_pods_there_are() -> None:
    assert summed(workload("Deployment")).replicas == ("1",)
    assert summed(workload("Deployment", spec={"replicas": 0})).replicas == ("0",)
    assert summed(workload("Deployment"), autoscaler(2, 2)).replicas == ("2",)
    assert summed(workload("Deployment"), autoscaler(2, 5)).replicas == ("2\N{EN DASH}5",)
    assert summed(workload("DaemonSet")).replicas == ("every node",)


def test_what_is_not_the_app_itself_is_named() -> None:
    row = summed(workload("Deployment"), workload("Deployment", "backend-mails", spec={"replicas": 3}))

    assert row.replicas == ("1", "mails: 3")


def test_what_pods_ask_for() -> None:
    resources = {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "2Gi"}}

    row = summed(workload("Deployment", resources=resources))

    assert (row.cpu, row.memory) == (("1 / none",), ("1Gi / 2Gi",))
    assert summed(workload("Deployment")).cpu == ()


def test_hosts_of_ingresses_and_routes_stand_once() -> None:
    metadata = {"name": "backend", "namespace": "backend-staging"}
    ingress = {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata}
    route = {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": metadata}

    row = summed(
        {**ingress, "spec": {"rules": [{"host": "a.example.com"}, {}]}},
        {**route, "spec": {"hostnames": ["a.example.com", "b.example.com"]}},
    )

    assert row.host == ("a.example.com", "every host", "b.example.com")


def test_the_version_of_what_somebody_else_wrote_is_that_of_its_images() -> None:
    objects = [Resource(workload("Deployment"), "dist/a.yaml", 1, "staging", "backend")]

    assert summary(environment(LeastManifests), objects, Manifests(objects)).version == ("v2",)
