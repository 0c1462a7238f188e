"""Everything that can be said about pods: of any kind, of those that run all the time, of those that are replicated."""

from __future__ import annotations

from constructs_lib.settings import (
    Affinity,
    ClaimVolume,
    ConfigMap,
    ConfigMapVolume,
    Container,
    Deployed,
    EmptyDir,
    ExternalSecrets,
    Hpa,
    Image,
    LongRunning,
    NodeMatch,
    Param,
    PodDisruptionBudget,
    PreferredNode,
    Replicated,
    SecretVolume,
    Shutdown,
    Toleration,
    TopologySpread,
    change,
)
from tests.samples.secrets import files, whole
from tests.samples.values import DIGEST, HPA, MORE, STRATEGY, VARIABLES, LeastOfAll


class Pods(LeastOfAll):
    """What any pods are given, and where they run."""

    image = change(pull_policy="Always")
    image_pull_secrets = ["registry"]
    env = {"APP_ENV": "prod", **VARIABLES}
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
    init_containers = {
        "warm-up": Container(command="bin/warm-up", args=["--all"], env=VARIABLES, resources=MORE),
        "fetch": Container(
            image=Image("registry.example.com/fetch", tag="v2", digest=DIGEST, pull_policy="Always"),
            ports={"progress": 8081},
            mounts=["/tmp"],
        ),
    }
    sidecars = {
        "exporter": Container(
            image=Image("registry.example.com/exporter", tag="v2", digest=DIGEST, pull_policy="Always"),
            command=["/exporter"],
            args=["--verbose"],
            env={"LEVEL": "info", **VARIABLES},
            resources=MORE,
            ports={"metrics": 9090},
            mounts=["/data"],
        ),
    }
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=60)
    revision_history_limit = 2


class ReplicatedPods(RunningPods, Replicated):
    """How they are kept apart."""

    pod_disruption_budget = PodDisruptionBudget(max_unavailable=1)
    topology_spread = [TopologySpread("topology.kubernetes.io/zone", max_skew=2)]


class DeployedPods(ReplicatedPods, Deployed):
    """How many there are, and how they are replaced."""

    hpa: Hpa | None = HPA
    strategy = STRATEGY
    progress_deadline_seconds = 300
