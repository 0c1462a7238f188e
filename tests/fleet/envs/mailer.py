"""Sends what waits in the queue of mails."""

from constructs_lib.settings import (
    Compute,
    ExecProbe,
    ExternalSecrets,
    Fallback,
    Image,
    NetworkPolicy,
    PodIdentity,
    Resources,
    ScaledObject,
    Shutdown,
    Trigger,
    TriggerAuthentication,
    Worker,
    change,
)
from envs import shared


class Base(shared.OfCheckout, shared.Steady, Worker):
    """The mailer, everywhere."""

    image = Image("registry.shop.example.com/mailer", tag="v1.9.0")
    pod_user = 1000
    args = ["consume", "mails"]
    resources = Resources(
        requests=Compute(cpu="50m", memory="96Mi"),
        limits=Compute(memory="192Mi"),
    )
    env = {"LOG_LEVEL": "info", "SENDER": "orders@shop.example.com"}
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/mailer",
        params={"SMTP_PASSWORD": "smtp_password"},
    )
    writable_paths = {"/tmp": "16Mi"}
    readiness_probe = ExecProbe("mailer status --connected")
    liveness_probe = ExecProbe("mailer status", period_seconds=30, timeout_seconds=5)
    shutdown = Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=120)
    # Nobody writes at night: then there are no pods, until a mail waits.
    scaled_object = ScaledObject(
        triggers=[
            Trigger(
                "aws-sqs-queue",
                metadata={
                    "queueURL": "https://sqs.eu-west-3.amazonaws.com/123456789012/mails",
                    "queueLength": "20",
                    "awsRegion": "eu-west-3",
                },
            )
        ],
        max_replica_count=10,
        cooldown_period=600,
        fallback=Fallback(failure_threshold=3, replicas=2),
        trigger_authentication=TriggerAuthentication(pod_identity=PodIdentity("aws")),
    )
    network_policy = NetworkPolicy(egress_to=[shared.INTERNET])


class Staging(shared.Staging, shared.Verbose, Base):
    """Every mail goes to one mailbox."""

    env = change({"REDIRECT_TO": "mails@staging.shop.example.com"})
    scaled_object = change(max_replica_count=1, fallback=change(replicas=1))


class ProductionEu(shared.ProductionEu, Base):
    """Mails of Europe."""


class ProductionUs(shared.ProductionUs, Base):
    """Mails of America."""
