"""Makes small pictures of large ones."""

from constructs_lib.settings import (
    Affinity,
    Compute,
    EmptyDir,
    ExecProbe,
    Hpa,
    Image,
    NetworkPolicy,
    NodeMatch,
    OwnClaim,
    PreferredNode,
    Relaxed,
    Resources,
    Security,
    ServiceAccount,
    Shutdown,
    Toleration,
    Worker,
    change,
)
from envs import shared


class Base(shared.Steady, Worker):
    """Thumbnails, everywhere."""

    image = Image("registry.shop.example.com/thumbnails", tag="v2.2.0")
    pod_user = 1001
    args = ["work", "--threads=2"]
    resources = Resources(
        requests=Compute(cpu="1", memory="512Mi", ephemeral_storage="3Gi"),
        limits=Compute(cpu="2", memory="1Gi", ephemeral_storage="4Gi"),
    )
    env = {"LOG_LEVEL": "info", "BUCKET": "shop-pictures-{env}"}
    writable_paths = {"/scratch": EmptyDir("2Gi")}
    volumes = {
        # What was made once is not made again; all pods share it.
        "made": OwnClaim(size="200Gi", mount_path="/made", storage_class="efs", access_mode="ReadWriteMany")
    }
    security = Security(
        read_only_root_filesystem=Relaxed(False, "libvips compiles its operations beside its libraries, at each start")
    )
    liveness_probe = ExecProbe("thumbnails alive", period_seconds=60, timeout_seconds=10)
    shutdown = Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=180)
    hpa = Hpa(min_replicas=2, max_replicas=12, target_cpu_utilization_percentage=80)
    tolerations = [Toleration("shop.example.com/spot", effect="NoSchedule")]
    affinity = Affinity(
        preferred_nodes=[PreferredNode(NodeMatch("karpenter.sh/capacity-type", values=["spot"]))],
    )
    service_account = ServiceAccount(
        annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/thumbnails"}
    )
    network_policy = NetworkPolicy(egress_to=[shared.INTERNET])


class Staging(shared.Staging, shared.Verbose, Base):
    """Pictures of tests."""

    env = change({"BUCKET": "shop-pictures-staging"})
    hpa = change(min_replicas=1, max_replicas=1)


class ProductionEu(shared.ProductionEu, Base):
    """Pictures of Europe."""

    env = change({"BUCKET": "shop-pictures-eu"})


class ProductionUs(shared.ProductionUs, Base):
    """Pictures of America."""

    env = change({"BUCKET": "shop-pictures-us"})
