"""The search engine: three members that find each other, each with a disk."""

from constructs_lib.settings import (
    Affinity,
    Claim,
    Compute,
    ConfigMap,
    FieldRef,
    Image,
    NetworkPolicy,
    Probe,
    Resources,
    ServiceMonitor,
    Shutdown,
    StatefulService,
    TcpProbe,
    change,
)
from envs import shared

CONFIG = """\
cluster.name: shop
node.name: ${NODE_NAME}
network.host: 0.0.0.0
discovery.seed_hosts: search-pods
"""


class Base(shared.Steady, StatefulService):
    """Search, everywhere."""

    image = Image("registry.shop.example.com/opensearch", tag="2.19.3")
    pod_user = 1000
    replicas = 3
    ports = {"http": 9200, "transport": 9300}
    resources = Resources(
        requests=Compute(cpu="500m", memory="2Gi"),
        limits=Compute(memory="2Gi"),
    )
    env = {"NODE_NAME": FieldRef("metadata.name")}
    config_maps = {
        "config": ConfigMap(
            data={"opensearch.yml": CONFIG}, mount_path="/usr/share/opensearch/config", single_files=True
        )
    }
    writable_paths = {"/tmp": "128Mi", "/usr/share/opensearch/logs": "256Mi"}
    claims = {"/usr/share/opensearch/data": Claim("100Gi", name="data", storage_class="gp3", sub_path="data")}
    pod_management_policy = "Parallel"
    affinity = Affinity(apart_by="kubernetes.io/hostname", apart_required=True)

    startup_probe = TcpProbe(port="transport", period_seconds=10, failure_threshold=60)
    readiness_probe = Probe("/_cluster/health?local=true", period_seconds=10, timeout_seconds=5)
    liveness_probe = TcpProbe(port="transport", period_seconds=20, failure_threshold=6)
    shutdown = Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=300)
    network_policy = NetworkPolicy(ingress_from=[shared.app("api")])
    service_monitor = ServiceMonitor(
        port="http", path="/_prometheus/metrics", labels=shared.SCRAPED, scraped_by=[shared.PROMETHEUS]
    )


class Staging(shared.Staging, Base):
    """A member of its own is a cluster."""

    replicas = 1
    claims = change({"/usr/share/opensearch/data": change(size="10Gi")})
    resources = Resources(requests=Compute(cpu="100m", memory="1Gi"), limits=Compute(memory="1Gi"))


class ProductionEu(shared.ProductionEu, Base):
    """What Europe looks for."""


class ProductionUs(shared.ProductionUs, Base):
    """What America looks for."""
