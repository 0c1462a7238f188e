"""The log agent: reads what containers print, and sends it on."""

from constructs_lib.settings import (
    Compute,
    ConfigMap,
    Daemon,
    DaemonStrategy,
    ExternalSecrets,
    FieldRef,
    HostPath,
    Image,
    Namespace,
    Probe,
    Resources,
    Toleration,
    change,
)
from envs import shared

CONFIG = """\
[SERVICE]
    HTTP_Server On
    HTTP_Port 2020
[INPUT]
    Name tail
    Path /var/log/containers/*.log
    DB /var/lib/agent/tail.db
"""


class Base(shared.Shared, Daemon):
    """The log agent, on every node."""

    namespace = Namespace("logs", pod_security="privileged")  # for paths of the node
    image = Image("registry.shop.example.com/fluent-bit", tag="4.0.7")
    pod_user = 0  # log files are root's
    resources = Resources(
        requests=Compute(cpu="50m", memory="64Mi"),
        limits=Compute(memory="128Mi"),
    )
    env = {"NODE": FieldRef("spec.nodeName")}
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/logs",
        params={"LOKI_PASSWORD": "loki_password"},
    )
    config_maps = {"config": ConfigMap(data={"fluent-bit.conf": CONFIG}, mount_path="/fluent-bit/etc/conf")}
    ports = {"http": 2020}
    readiness_probe = Probe("/api/v1/health")
    liveness_probe = Probe("/", period_seconds=30, failure_threshold=5)
    host_paths = {
        "/var/log": HostPath("/var/log"),  # /var/log/containers leads to /var/log/pods
        "/var/lib/agent": HostPath("/var/lib/fluent-bit", read_only=False, type="DirectoryOrCreate"),
    }
    tolerations = [Toleration(None)]  # every taint: nodes that are reserved write logs too
    priority_class_name = "system-node-critical"
    update_strategy = DaemonStrategy(max_unavailable="10%")
    waivers = {
        "runs-as-root": "files below /var/log are root's, and readable by nobody else",
        "root-not-ruled-out": "the same",
        "host-path-volume": "what containers print is on the node, and so is how far it was read",
    }


class Staging(shared.Staging, Base):
    """The agent in staging, at the version that production gets next."""

    image = change(tag="4.0.8")


class ProductionEu(shared.ProductionEu, Base):
    """The agent in Europe."""


class ProductionUs(shared.ProductionUs, Base):
    """The agent in America."""
