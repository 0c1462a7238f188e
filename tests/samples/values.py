"""Values that the samples say in several places, and the least that an environment must say."""

from __future__ import annotations

from typing import Any

from constructs_lib.settings import (
    ArgoCd,
    Behavior,
    Compute,
    ConfigMapKeyRef,
    CronJob,
    Daemon,
    FieldRef,
    Flux,
    Hpa,
    Image,
    Jobs,
    Namespace,
    Peer,
    ResourceRef,
    Resources,
    Retry,
    ScalingPolicy,
    ScalingRules,
    SecretKeyRef,
    StatefulService,
    Strategy,
    SyncPolicy,
    WebService,
    Worker,
    Workload,
)
from constructs_lib.settings.containers import Variable

DIGEST = "sha256:" + "c" * 64
RESOURCES = Resources(
    requests=Compute(cpu="100m", memory="64Mi", ephemeral_storage="1Gi"),
    limits=Compute(cpu="500m", memory="512Mi", ephemeral_storage="2Gi"),
)
MORE = Resources(
    requests=Compute(cpu="200m", memory="128Mi", ephemeral_storage="3Gi"),
    limits=Compute(cpu="1", memory="1Gi", ephemeral_storage="4Gi"),
)
VARIABLES: dict[str, Variable] = {
    "POD_IP": FieldRef("status.podIP"),
    "MEMORY": ResourceRef("limits.memory", divisor="1Mi"),
    "USER": SecretKeyRef("existing-db", key="username"),
    "ZONE": ConfigMapKeyRef("existing-facts", key="zone"),
}
TIMING: dict[str, Any] = {
    "period_seconds": 9,
    "timeout_seconds": 2,
    "failure_threshold": 4,
    "initial_delay_seconds": 1,
}
HPA = Hpa(
    min_replicas=2,
    max_replicas=6,
    target_cpu_utilization_percentage=70,
    target_memory_utilization_percentage=80,
    behavior=Behavior(
        scale_up=ScalingRules(
            stabilization_window_seconds=10,
            select_policy="Max",
            policies=[ScalingPolicy(type="Pods", value=4, period_seconds=15)],
        ),
        scale_down=ScalingRules(
            stabilization_window_seconds=300,
            select_policy="Min",
            policies=[ScalingPolicy(type="Percent", value=50, period_seconds=60)],
        ),
    ),
)
STRATEGY = Strategy(max_surge=2, max_unavailable="25%")
SYNC_POLICY = SyncPolicy(
    retry=Retry(limit=3, duration="10s", factor=3, max_duration="5m"),
    sync_options=["PruneLast=true"],
)
FLUX = Flux(
    name="project-{env}",
    namespace="flux",
    secret="git",  # noqa: S106 - the name of a Secret
    interval="30s",
    heal_interval="5m",
    retry_interval="1m",
    timeout="4m",
    prune=False,
    wait=False,
    service_account="deployer",
    kube_config="other-cluster",
    depends_on=["operators"],
)
PEERS = [
    Peer(cidr="10.0.0.0/16", except_cidrs=["10.0.1.0/24"]),
    Peer(namespace_labels={"team": "web"}, pod_labels={"app": "gateway"}),
]


class LeastOfAll(Workload):
    """What every app that runs pods must say, and nothing else."""

    kubernetes_version = "1.35"
    namespace = Namespace("{app}-{env}")
    repository = "https://git.example.com/project.git"
    revision = "{env}"
    delivery: ArgoCd | Flux | None = ArgoCd(project="project-{env}")
    image = Image("registry.example.com/backend")
    pod_user = 33
    resources = RESOURCES


class Least(LeastOfAll, WebService):
    """The same of a web service."""


class LeastStatefulService(LeastOfAll, StatefulService):
    """The same of a stateful service."""

    ports = {"api": 8080}


class LeastWorker(LeastOfAll, Worker):
    """The same of a worker."""


class LeastDaemon(LeastOfAll, Daemon):
    """The same of an agent of the node."""


class LeastJobs(LeastOfAll, Jobs):
    """The same of an app of jobs alone."""

    cron_jobs = {"tidy": CronJob("/tidy", schedule="@daily")}
