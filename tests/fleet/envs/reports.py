"""What is added up by night and by month."""

from constructs_lib.settings import (
    Compute,
    Container,
    CronJob,
    ExternalSecrets,
    Image,
    Jobs,
    NetworkPolicy,
    Resources,
    change,
)
from envs import shared


class Base(shared.Shared, Jobs):
    """Reports, in the productions: staging has nothing to report."""

    image = Image("registry.shop.example.com/reports", tag="v0.18.1")
    pod_user = 1000
    resources = Resources(
        requests=Compute(cpu="250m", memory="512Mi"),
        limits=Compute(memory="1Gi"),
    )
    env = {"FORMAT": "parquet"}
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/reports",
        params={"WAREHOUSE_PASSWORD": "warehouse_password"},
    )
    writable_paths = {"/tmp": "1Gi"}
    cron_jobs = {
        "turnover": CronJob(
            "reports turnover --yesterday",
            schedule="30 4 * * *",
            time_zone="Europe/Paris",
            active_deadline_seconds=2 * 3600,
            backoff_limit=1,
            sidecars={
                "warehouse": Container(
                    image=Image("registry.shop.example.com/warehouse-link", tag="v2.0.4"),
                    resources=Resources(requests=Compute(cpu="20m", memory="32Mi"), limits=Compute(memory="64Mi")),
                )
            },
        ),
        "statements": CronJob(
            "reports statements --last-month",
            schedule="0 6 1 * *",
            time_zone="Europe/Paris",
            active_deadline_seconds=6 * 3600,
            resources=Resources(requests=Compute(cpu="1", memory="2Gi"), limits=Compute(memory="2Gi")),
            ttl_seconds_after_finished=7 * 24 * 3600,
        ),
    }
    network_policy = NetworkPolicy(egress_to=[shared.POSTGRES, shared.INTERNET])


class ProductionEu(shared.ProductionEu, Base):
    """Reports of Europe."""


class ProductionUs(shared.ProductionUs, Base):
    """Reports of America, in its nights."""

    cron_jobs = change(
        {
            "turnover": change(time_zone="America/New_York"),
            "statements": change(time_zone="America/New_York"),
        }
    )
