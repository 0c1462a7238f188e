"""Baskets that are not yet orders, in memory and on disk."""

from constructs_lib.settings import (
    Claim,
    Compute,
    ConfigMap,
    ExecProbe,
    Image,
    NetworkPolicy,
    Resources,
    StatefulService,
    TcpProbe,
)
from envs import shared

CONFIG = """\
appendonly yes
maxmemory 384mb
maxmemory-policy volatile-lru
"""


class Base(shared.OfCheckout, shared.Steady, StatefulService):
    """The cache, everywhere."""

    image = Image("registry.shop.example.com/valkey", tag="8.1.3")
    pod_user = 999
    args = ["/etc/valkey/valkey.conf"]
    ports = {"redis": 6379}
    resources = Resources(
        requests=Compute(cpu="100m", memory="512Mi"),
        limits=Compute(memory="512Mi"),
    )
    config_maps = {"config": ConfigMap(data={"valkey.conf": CONFIG}, mount_path="/etc/valkey")}
    claims = {"/data": Claim("5Gi", name="data", storage_class="gp3")}
    startup_probe = TcpProbe(period_seconds=2, failure_threshold=60)
    readiness_probe = ExecProbe("valkey-cli ping", timeout_seconds=2)
    liveness_probe = TcpProbe(period_seconds=20, failure_threshold=5)
    waivers = {"single-pod-in-production": "a basket may be away for a minute: valkey has one writer"}
    network_policy = NetworkPolicy(ingress_from=[shared.beside("checkout")])


class Staging(shared.Staging, Base):
    """One that forgets is enough."""


class ProductionEu(shared.ProductionEu, Base):
    """The cache in Europe."""


class ProductionUs(shared.ProductionUs, Base):
    """The cache in America."""
