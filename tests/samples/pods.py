"""Everything that can be said about pods: of any kind, of those that run all the time, of those that are replicated."""

from __future__ import annotations

from typing import Any

from constructs_lib.settings import (
    Affinity,
    ClaimVolume,
    ConfigMap,
    ConfigMapVolume,
    Container,
    Deployed,
    EmptyDir,
    ExecProbe,
    ExternalSecrets,
    GrpcProbe,
    Hpa,
    Image,
    LongRunning,
    NodeMatch,
    OwnClaim,
    Param,
    PodDisruptionBudget,
    PodMonitor,
    PreferredNode,
    Probe,
    Replicated,
    SecretVolume,
    Shutdown,
    TcpProbe,
    Toleration,
    TopologySpread,
    change,
)
from tests.samples.secrets import files, whole
from tests.samples.values import DIGEST, HPA, MORE, SCRAPED, SECURITY, STRATEGY, TIMING, VARIABLES, LeastOfAll

ASKED: dict[str, Any] = {
    "image": Image("registry.example.com/asked", tag="v2", digest=DIGEST, pull_policy="Always"),
    "ports": {"first": 15000, "second": 15001},
    "readiness_probe": Probe("/ready", port="second", **TIMING),
    "liveness_probe": TcpProbe("second", **TIMING),
    "startup_probe": GrpcProbe("second", service="start", **TIMING),
}
OTHERWISE_ASKED = ASKED | {
    "ports": {"third": 15002},
    "readiness_probe": TcpProbe("third", **TIMING),
    "liveness_probe": GrpcProbe("third", service="live", **TIMING),
    "startup_probe": ExecProbe("/ready", **TIMING),
}
"""Containers that are asked in every way."""


COMPANIONS: dict[str, Any] = {
    "init_containers": {
        "mesh": Container(**ASKED, mounts=["/tmp"], restart_policy="Always"),
        "warm-up": Container(command="bin/warm-up", args=["--all"], env=VARIABLES, resources=MORE, security=SECURITY),
        "fetch": Container(
            image=Image("registry.example.com/fetch", tag="v2", digest=DIGEST, pull_policy="Always"),
            ports={"progress": 8089},
            mounts=["/tmp"],
        ),
    },
    "sidecars": {
        "proxy": Container(**OTHERWISE_ASKED, mounts=["/data"]),
        "exporter": Container(
            image=Image("registry.example.com/exporter", tag="v2", digest=DIGEST, pull_policy="Always"),
            command=["/exporter"],
            args=["--verbose"],
            env={"LEVEL": "info", **VARIABLES},
            resources=MORE,
            security=SECURITY,
            ports={"debug": 9096, "metrics": 9095},
            mounts=["/data"],
        ),
    },
}
"""Containers before and beside the app's own."""
FEW_COMPANIONS: dict[str, Any] = {
    "init_containers": {
        "mesh": Container(image=Image("registry.example.com/mesh", tag="v2"), restart_policy="Always"),
    },
    "sidecars": {"proxy": Container(image=Image("registry.example.com/proxy", tag="v2"))},
}
"""Those of jobs and workers, which are made as those of the app: every field more would be tried in every job."""


class Pods(LeastOfAll):
    """What any pods are given, and where they run."""

    image = change(pull_policy="Always")
    image_pull_secrets = ["registry"]
    env = {
        "APP_ENV": "prod",
        "URL": "postgres://$(USER)@db",
        **VARIABLES,
    }
    external_secrets = ExternalSecrets(
        cluster_secret_store="store-{env}",  # noqa: S106 - the name of a store
        path="/param/{app}/{env}",
        params={
            "API_KEY": "api_key",
            "TOKEN": Param("/other/token", property="value", version="3", decoding_strategy="Base64"),
        },
        data={"user": Param("db", property="user", version="2", decoding_strategy="Auto")},
        template={"db.ini": "user={{ .user }}\n"},
        variables={"DB_USER": "user"},
        mount_path="/etc/db",
        files={"db.ini": "db.ini", "user": "user"},
        mode="0440",
        refresh_interval="30m",
    )
    more_external_secrets = {"mail": files("MAIL"), "vault": whole("MAIL")}
    config_maps = {
        "files": ConfigMap(data={"app.ini": "a = 1"}, mount_path="/etc/app"),
        "flags": ConfigMap(data={"FLAG": "on"}, as_env=True),
    }
    writable_paths = {"/data": "16Mi", "/tmp": EmptyDir("64Mi", medium="Memory")}
    volumes = {
        "ca": ConfigMapVolume("ca", mount_path="/etc/ca", sub_path="ca.pem"),
        "keys": SecretVolume("keys", mount_path="/etc/keys", sub_path="private"),
        "uploads": ClaimVolume("uploads", mount_path="/uploads", sub_path="backend", read_only=True),
        "shared": OwnClaim(
            mount_path="/shared", size="5Gi", storage_class="files", access_mode="ReadWriteMany", sub_path="backend"
        ),
    }

    node_selector = {"disk": "ssd"}
    tolerations = [
        Toleration("dedicated", operator="Equal", value="web", effect="NoExecute", toleration_seconds=60),
        Toleration("spot", effect="NoSchedule"),
    ]
    affinity = Affinity(
        required_nodes=[NodeMatch("arch", values=["amd64"])],
        preferred_nodes=[PreferredNode(NodeMatch("zone", operator="NotIn", values=["a"]), weight=50)],
        apart_by="kubernetes.io/hostname",
    )
    priority_class_name = "high"
    pod_labels = {"mesh": "on"}
    pod_annotations = {"example.com/scrape": "true"}


class RunningPods(Pods, LongRunning):
    """What pods run that run all the time, and how they leave."""

    command = "frankenphp run"
    args = ["--config", "/etc/Caddyfile"]
    security = SECURITY
    init_containers = COMPANIONS["init_containers"]
    sidecars = COMPANIONS["sidecars"]
    pod_monitor = PodMonitor(port="metrics", **SCRAPED)
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=60)
    revision_history_limit = 2


class ReplicatedPods(RunningPods, Replicated):
    """How they are kept apart."""

    pod_disruption_budget = PodDisruptionBudget(max_unavailable="50%")
    topology_spread = [TopologySpread("topology.kubernetes.io/zone", max_skew=2)]


class DeployedPods(ReplicatedPods, Deployed):
    """How many there are, and how they are replaced."""

    hpa: Hpa | None = HPA
    strategy = STRATEGY
    progress_deadline_seconds = 300
