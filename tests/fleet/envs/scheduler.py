"""Decides when what is to happen: one pod, and never two."""

from constructs_lib.settings import (
    Compute,
    ExecProbe,
    ExternalSecrets,
    Image,
    NetworkPolicy,
    Resources,
    Strategy,
    Worker,
)
from envs import shared


class Base(shared.Shared, Worker):
    """The scheduler, everywhere."""

    image = Image("registry.shop.example.com/scheduler", tag="v4.0.3")
    pod_user = 1000
    command = "scheduler run --lease=scheduler"
    strategy = Strategy(type="Recreate")  # two would do everything twice
    resources = Resources(
        requests=Compute(cpu="20m", memory="64Mi"),
        limits=Compute(memory="128Mi"),
    )
    env = {"LOG_LEVEL": "info"}
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/scheduler",
        params={"QUEUE_PASSWORD": "queue_password"},
    )
    readiness_probe = ExecProbe("scheduler status --leading")
    liveness_probe = ExecProbe("scheduler status", period_seconds=30, failure_threshold=4)
    network_policy = NetworkPolicy(egress_to=[shared.INTERNET])


class Staging(shared.Staging, shared.Verbose, Base):
    """The scheduler in staging."""


class ProductionEu(shared.ProductionEu, Base):
    """The scheduler in Europe."""


class ProductionUs(shared.ProductionUs, Base):
    """The scheduler in America."""
