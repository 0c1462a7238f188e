"""Environments of vendored YAML: the least that they must say, and all that they can."""

from __future__ import annotations

from constructs_lib.settings import ArgoCd, Aws, Flux, Manifests, Namespace, Patch, RawObject, SyncPolicy, change
from tests.samples.values import FLUX, SYNC_POLICY

MANAGER = "spec.template.spec.containers[manager]"


class LeastManifests(Manifests):
    """What an app of plain YAML must say."""

    kubernetes_version = "1.35"
    namespace = Namespace("{app}-{env}")
    repository = "https://git.example.com/project.git"
    revision = "{env}"
    delivery: ArgoCd | Flux | None = ArgoCd(project="project-{env}")
    source = "tests/samples/vendored/operator"


class EveryManifests(LeastManifests):
    """All that it can say."""

    cluster = "https://cluster.example.com"
    namespace = change(pod_security="baseline", labels={"team": "web"}, annotations={"mail": "a@b"})
    delivery = change(
        namespace="argo", cluster="eu", root_project="roots", root_sync_policy=SYNC_POLICY, cascade_delete=True
    )
    sync_policy = SYNC_POLICY

    without = ["PodDisruptionBudget/operator", "ServiceAccount/operator"]

    part_of = "project"
    labels = {"owner": "web"}
    annotations = {"example.com/owner": "web"}

    patches = {
        "two": Patch("Deployment/operator", set={"spec.replicas": 2}),
        "more": Patch(
            "Deployment/operator",
            insert={f"{MANAGER}.args[0]": ["--first"]},
            append={"spec.template.spec.tolerations": [{"key": "example.com/last", "operator": "Exists"}]},
        ),
        "less": Patch("Deployment/operator", remove=[f"{MANAGER}.readinessProbe", f"{MANAGER}.resources"]),
    }
    objects = {
        "quota": RawObject(
            {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "all"}, "spec": {"hard": {"pods": "9"}}}
        ),
        "priority": RawObject(
            {
                "apiVersion": "scheduling.k8s.io/v1",
                "kind": "PriorityClass",
                "metadata": {"name": "high"},
                "value": 1000,
            },
            cluster_scoped=True,
        ),
    }
    aws = Aws(account="123456789012", region="eu-west-3")
    waivers = {"some-check": "it is meant"}


class OtherwiseManifests(EveryManifests):
    """What excludes something that `EveryManifests` says."""

    delivery = FLUX
    sync_policy = SyncPolicy()

    namespaces = "keep"
