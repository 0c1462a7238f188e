"""Environments of a chart of Helm: the least that they must say, and all that they can."""

from __future__ import annotations

from constructs_lib.settings import ArgoCd, Aws, Flux, HelmRelease, Namespace, Patch, RawObject, SyncPolicy, change
from tests.samples.values import FLUX, SYNC_POLICY


class LeastHelmRelease(HelmRelease):
    """What a release must say."""

    kubernetes_version = "1.35"
    namespace = Namespace("{app}-{env}")
    repository = "https://git.example.com/project.git"
    revision = "{env}"
    delivery: ArgoCd | Flux | None = ArgoCd(project="project-{env}")
    chart = "tests/helm/charts/redis"
    values = {"checkBeforeUpgrade": False}


class EveryHelmRelease(LeastHelmRelease):
    """All that it can say."""

    cluster = "https://cluster.example.com"
    namespace = change(pod_security="baseline", labels={"team": "web"}, annotations={"mail": "a@b"})
    delivery = change(
        namespace="argo", cluster="eu", root_project="roots", root_sync_policy=SYNC_POLICY, cascade_delete=True
    )
    sync_policy = SYNC_POLICY

    release_name = "{app}-cache"
    values = {"config": {"maxmemory": "96mb"}, "podDisruptionBudget": {"enabled": True}}
    defaults = {
        "replicaCount": 1,
        "image": {"repository": "registry.example.com/redis", "tag": "8.2.2"},
        "port": 6379,
        "resources": {"limits": {"memory": "128Mi"}},
        "persistence": {"size": "1Gi", "keep": True},
        "podDisruptionBudget": {"minAvailable": 1},
        "metrics": True,
        "checkBeforeUpgrade": True,
    }
    api_versions = ["monitoring.coreos.com/v1"]
    crds = False
    without = ["ConfigMap/backend-cache", "Service/backend-cache"]
    cluster_scoped = ["CacheClass"]

    part_of = "project"
    labels = {"owner": "web"}
    annotations = {"example.com/owner": "web"}

    patches = {
        "two": Patch("StatefulSet/backend-cache", set={"spec.minReadySeconds": 5}),
        "more": Patch(
            "StatefulSet/backend-cache",
            insert={"spec.template.spec.containers[redis].args[0]": ["--first"]},
            append={"spec.template.spec.tolerations": [{"key": "example.com/last", "operator": "Exists"}]},
        ),
        "less": Patch("StatefulSet/backend-cache", remove=["spec.template.spec.containers[redis].livenessProbe"]),
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


class OtherwiseHelmRelease(EveryHelmRelease):
    """What excludes something that `EveryHelmRelease` says."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    values = {"checkBeforeUpgrade": False, "replicaCount": 2}
