"""Values that the samples say in several places, and the least that an environment must say."""

from __future__ import annotations

from typing import Any

from constructs_lib.settings import (
    ArgoCd,
    AuthenticationRef,
    Behavior,
    Compute,
    ConfigMapKeyRef,
    ContainerResourceMetric,
    CronJob,
    Daemon,
    DescribedObject,
    ExternalMetric,
    Fallback,
    FieldRef,
    Flux,
    Hpa,
    Image,
    Jobs,
    Namespace,
    ObjectMetric,
    Peer,
    PodIdentity,
    PodsMetric,
    Relabeling,
    Relaxed,
    ResourceRef,
    Resources,
    Retry,
    ScaledObject,
    ScalingPolicy,
    ScalingRules,
    SecretKeyRef,
    SecretTargetRef,
    Security,
    StatefulService,
    Strategy,
    SyncPolicy,
    Trigger,
    TriggerAuthentication,
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
SECURITY = Security(
    read_only_root_filesystem=Relaxed(False, "it writes beside its code"),
    allow_privilege_escalation=Relaxed(True, "it calls sudo"),
    add_capabilities=Relaxed(["CHOWN", "NET_BIND_SERVICE"], "it owns what it is given"),
    run_as_user=Relaxed(0, "it starts as root"),
    seccomp_profile="profiles/backend.json",
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
BEHAVIOR = Behavior(
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
)
HPA = Hpa(
    min_replicas=2,
    max_replicas=6,
    target_cpu_utilization_percentage=70,
    target_memory_utilization_percentage=80,
    metrics=[
        ContainerResourceMetric("cpu", average_utilization=60),
        ContainerResourceMetric("memory", container="app", average_value="100Mi"),
        PodsMetric("requests_per_second", average_value="50", selector={"verb": "GET"}),
        ObjectMetric(
            "requests",
            described_object=DescribedObject("{app}", kind="Ingress", api_version="networking.k8s.io/v1"),
            value="2k",
            selector={"verb": "GET"},
        ),
        ObjectMetric(
            "requests",
            described_object=DescribedObject("other", kind="Service", api_version="v1"),
            average_value="20",
        ),
        ExternalMetric("queue_length", average_value="30", selector={"queue": "mail"}),
        ExternalMetric("queue_age", value="60"),
    ],
    behavior=BEHAVIOR,
)
SCALED_OBJECT = ScaledObject(
    triggers=[
        Trigger(
            "aws-sqs-queue",
            name="mail",
            metadata={"queueURL": "https://sqs.example.com/mail", "queueLength": "20"},
            metric_type="AverageValue",
        ),
        Trigger(
            "prometheus",
            metadata={"query": "up"},
            authentication_ref=AuthenticationRef("prometheus", kind="ClusterTriggerAuthentication"),
        ),
        Trigger("cpu", metadata={"value": "60"}, metric_type="Utilization"),
    ],
    min_replica_count=2,
    max_replica_count=6,
    idle_replica_count=0,
    polling_interval=15,
    cooldown_period=120,
    fallback=Fallback(failure_threshold=3, replicas=4, behavior="currentReplicasIfHigher"),
    behavior=BEHAVIOR,
    trigger_authentication=TriggerAuthentication(
        pod_identity=PodIdentity("aws", role_arn="arn:aws:iam::1:role/keda"),
        secret_target_ref={"token": SecretTargetRef("TOKEN"), "key": SecretTargetRef("key", name="other")},
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

RELABELINGS = [
    Relabeling(source_labels=["a"], separator=",", regex="(.*)", target_label="b", replacement="$1"),
    Relabeling(action="hashmod", source_labels=["a"], modulus=4, target_label="shard"),
]
SCRAPED: dict[str, Any] = {
    "path": "/own-metrics",
    "scheme": "https",
    "interval": "30s",
    "scrape_timeout": "10s",
    "honor_labels": True,
    "relabelings": RELABELINGS,
    "metric_relabelings": RELABELINGS,
    "labels": {"release": "prometheus"},
    "scraped_by": PEERS,
}


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
