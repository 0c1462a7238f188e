"""What pages and apps on telephones ask."""

from constructs_lib.settings import (
    Alb,
    Compute,
    ConfigMap,
    Container,
    Egress,
    ExternalSecrets,
    FieldRef,
    Hpa,
    Image,
    Ingress,
    Migration,
    NetworkPolicy,
    Patch,
    Probe,
    ResourceRef,
    Resources,
    ServiceAccount,
    Shutdown,
    WebService,
    change,
)
from envs import shared

FLAGS = """\
{"reviews": true, "wish-lists": false}
"""


class Base(shared.Steady, WebService):
    """The API, everywhere."""

    image = Image("registry.shop.example.com/api", tag="v8.3.1")
    pod_user = 65532
    port = 8080
    resources = Resources(
        requests=Compute(cpu="250m", memory="384Mi"),
        limits=Compute(cpu="2", memory="768Mi"),
    )
    env = {
        "LOG_LEVEL": "info",
        "POD": FieldRef("metadata.name"),
        "GOMAXPROCS": ResourceRef("limits.cpu"),
        "DATABASE_HOST": "catalogue.db.shop.internal",
        "DATABASE_URL": "postgres://api:$(DATABASE_PASSWORD)@$(DATABASE_HOST):5432/catalogue",
        "SEARCH_URL": "http://search.search:9200",
    }
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/api",
        params={"DATABASE_PASSWORD": "database_password", "SIGNING_KEY": "signing_key"},
    )
    config_maps = {
        "flags": ConfigMap(data={"flags.json": FLAGS}, mount_path="/etc/api"),
        "limits": ConfigMap(data={"RATE_LIMIT": "200", "PAGE_SIZE": "50"}, as_env=True),
    }
    writable_paths = {"/tmp": "32Mi"}

    init_containers = {"warm-up": Container(command="api warm-up", env={"SOURCE": "catalogue"})}
    sidecars = {
        "traces": Container(
            image=Image("registry.shop.example.com/otel-collector", tag="0.131.0"),
            ports={"otlp": 4317},
            resources=Resources(requests=Compute(cpu="20m", memory="64Mi"), limits=Compute(memory="128Mi")),
        ),
    }
    migration = Migration("api migrate", active_deadline_seconds=900)

    startup_probe = Probe("/livez", period_seconds=1, failure_threshold=60)
    readiness_probe = Probe("/readyz", period_seconds=5)
    liveness_probe = Probe("/livez", period_seconds=15, failure_threshold=4)
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=45)

    hpa = Hpa(min_replicas=4, max_replicas=40, target_cpu_utilization_percentage=60)
    ingress = Ingress(
        "api.{env}.shop.example.com",
        class_name="alb",
        alb=Alb(
            scheme="internet-facing",
            ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            deregistration_delay_seconds=15,
        ),
    )
    network_policy = NetworkPolicy(
        ingress_from=[shared.EDGE, shared.app("web"), shared.app("checkout")],
        egress_to=[shared.POSTGRES, shared.INTERNET, Egress(to=[shared.app("search")], ports=[9200])],
    )
    service_account = ServiceAccount(annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/api"})
    patches = {
        "baggage": Patch(
            "Deployment/api",
            append={"spec.template.spec.containers[traces].args": ["--config=env:OTEL_CONFIG"]},
        ),
    }


class Staging(shared.Staging, shared.Verbose, Base):
    """It talks to the database for tests."""

    hpa = change(min_replicas=1, max_replicas=1)
    env = change({"DATABASE_HOST": "orders-db.orders-db"})
    network_policy = change(
        egress_to=[
            shared.INTERNET,
            Egress(to=[shared.app("search")], ports=[9200]),
            Egress(to=[shared.app("orders-db")], ports=[5432]),
        ]
    )


class ProductionEu(shared.ProductionEu, Base):
    """What Europe asks."""

    ingress = change(host="api.shop.example.com")


class ProductionUs(shared.ProductionUs, Base):
    """What America asks."""

    ingress = change(host="us-api.shop.example.com")
    hpa = change(min_replicas=2, max_replicas=16)
