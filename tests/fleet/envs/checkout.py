"""Baskets, payments and orders, with what they set going."""

from constructs_lib.settings import (
    BackgroundWorker,
    Certificate,
    Compute,
    Container,
    CronJob,
    Egress,
    ExecProbe,
    ExternalSecrets,
    Hpa,
    Image,
    Ingress,
    IngressPath,
    IssuerRef,
    Migration,
    NetworkPolicy,
    Param,
    Peer,
    Probe,
    Resources,
    Shutdown,
    WebService,
    change,
)
from envs import shared

INGRESSES = Peer(namespace_labels={"kubernetes.io/metadata.name": "ingress-nginx"})
MIGRATE = "bin/console migrate --no-interaction"


class Base(shared.Steady, WebService):
    """Checkout, everywhere."""

    image = Image("registry.shop.example.com/checkout", tag="v3.40.2")
    pod_user = 33
    port = 8000
    resources = Resources(
        requests=Compute(cpu="150m", memory="192Mi"),
        limits=Compute(cpu="1", memory="512Mi"),
    )
    env = {
        "LOG_LEVEL": "info",
        "BASKETS": "redis://basket-cache:6379",
        "ORDERS_HOST": "orders.db.shop.internal",
    }
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/checkout",
        params={"ORDERS_PASSWORD": "orders_password", "PAYMENTS_KEY": "payments_key"},
    )
    more_external_secrets = {
        # The bank gives a key and a certificate, which live in another store: as files.
        "bank": ExternalSecrets(
            provider="secrets-manager",
            cluster_secret_store="secrets-manager-{env}",
            data={
                "tls.key": Param("shop/{env}/bank", property="key"),
                "tls.crt": Param("shop/{env}/bank", property="crt"),
            },
            mount_path="/etc/bank",
            mode="0440",
        ),
    }
    writable_paths = {"/tmp": "64Mi", "/srv/var": "64Mi"}
    migration = Migration(MIGRATE, active_deadline_seconds=1800)

    startup_probe = Probe("/check/live", period_seconds=2, failure_threshold=30)
    readiness_probe = Probe("/check/ready")
    liveness_probe = Probe("/check/live", period_seconds=20, failure_threshold=5)
    shutdown = Shutdown(pre_stop_seconds=15, termination_grace_period_seconds=60)

    hpa = Hpa(min_replicas=3, max_replicas=20, target_cpu_utilization_percentage=60)
    # What the bank calls; customers come by way of the pages.
    ingress = Ingress(
        "payments.{env}.shop.example.com",
        class_name="nginx",
        paths=[IngressPath("/callbacks"), IngressPath("/.well-known/payments.json", type="Exact")],
    )
    certificate = Certificate(IssuerRef("letsencrypt"), renew_before="720h")
    workers = {
        "payments": BackgroundWorker(
            "bin/console consume payments",
            replicas=2,
            external_secrets=ExternalSecrets(
                cluster_secret_store="parameters-{env}",
                path="/shop/{env}/payments",
                params={"LEDGER_TOKEN": "ledger_token"},
            ),
            liveness_probe=ExecProbe("bin/alive", period_seconds=30, timeout_seconds=5),
            shutdown=Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=120),
        ),
        "stock": BackgroundWorker(
            "bin/console consume stock",
            hpa=Hpa(min_replicas=2, max_replicas=8, target_cpu_utilization_percentage=75),
            sidecars={
                "warehouse": Container(
                    image=Image("registry.shop.example.com/warehouse-link", tag="v2.0.4"),
                    resources=Resources(requests=Compute(cpu="20m", memory="32Mi"), limits=Compute(memory="64Mi")),
                )
            },
            liveness_probe=ExecProbe("bin/alive", period_seconds=30, timeout_seconds=5),
        ),
    }
    cron_jobs = {
        "forget-baskets": CronJob(
            "bin/console baskets:forget --older-than 30d",
            schedule="20 3 * * *",
            time_zone="Europe/Paris",
            active_deadline_seconds=3600,
        ),
    }
    network_policy = NetworkPolicy(
        ingress_from=[shared.app("web"), shared.app("api"), INGRESSES],
        egress_to=[shared.POSTGRES, shared.INTERNET, Egress(to=[shared.beside("basket-cache")], ports=[6379])],
    )


class Staging(shared.Staging, shared.Verbose, Base):
    """Payments are not taken here."""

    hpa = change(min_replicas=1, max_replicas=1)
    env = change({"ORDERS_HOST": "orders-db.orders-db", "PAYMENTS": "sandbox"})
    workers = change({"payments": change(replicas=1), "stock": change(hpa=change(min_replicas=1, max_replicas=1))})
    network_policy = change(
        egress_to=[
            shared.INTERNET,
            Egress(to=[shared.beside("basket-cache")], ports=[6379]),
            Egress(to=[shared.app("orders-db")], ports=[5432]),
        ]
    )


class ProductionEu(shared.ProductionEu, Base):
    """What Europe buys."""

    ingress = change(host="payments.shop.example.com")


class ProductionUs(shared.ProductionUs, Base):
    """What America buys. Flux does not run migrations: they run before the first pod of a version starts."""

    ingress = change(host="us-payments.shop.example.com")
    migration = None
    init_containers = {"migrate": Container(command=MIGRATE)}
    cron_jobs = change({"forget-baskets": change(time_zone="America/New_York")})
    hpa = change(min_replicas=2)
