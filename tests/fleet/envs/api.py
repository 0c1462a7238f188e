"""What pages and apps on telephones ask."""

from constructs_lib.settings import (
    Alb,
    Compute,
    ConfigMap,
    Container,
    ContainerResourceMetric,
    Egress,
    ExternalSecrets,
    FieldRef,
    GrpcMatch,
    GrpcProbe,
    GrpcRoute,
    GrpcRule,
    Hpa,
    Image,
    Ingress,
    Migration,
    NetworkPolicy,
    Patch,
    PodsMetric,
    Probe,
    ResourceRef,
    Resources,
    Service,
    ServiceAccount,
    ServiceMonitor,
    ServicePort,
    Shutdown,
    TcpProbe,
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
    ports = {"grpc": 9090, "metrics": 9100}
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

    init_containers = {
        # A native sidecar: what the other containers say as they start and stop is not lost.
        "traces": Container(
            image=Image("registry.shop.example.com/otel-collector", tag="0.131.0"),
            restart_policy="Always",
            ports={"otlp": 4317},
            startup_probe=TcpProbe(period_seconds=2, failure_threshold=15),
            resources=Resources(requests=Compute(cpu="20m", memory="64Mi"), limits=Compute(memory="128Mi")),
        ),
        "warm-up": Container(command="api warm-up", env={"SOURCE": "catalogue"}),
    }
    migration = Migration("api migrate", active_deadline_seconds=900)

    startup_probe = Probe("/livez", period_seconds=1, failure_threshold=60)
    readiness_probe = GrpcProbe("grpc", service="shop.v1.Catalogue", period_seconds=5)
    liveness_probe = Probe("/livez", period_seconds=15, failure_threshold=4)
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=45)

    hpa = Hpa(
        min_replicas=4,
        max_replicas=40,
        metrics=[
            # The sidecar's CPU says nothing of the load.
            ContainerResourceMetric("cpu", container="app", average_utilization=60),
            PodsMetric("requests_per_second", average_value="150"),
        ],
    )
    service = Service(ports=["http", "metrics"])
    services = {"rpc": Service(ports=[ServicePort("grpc", app_protocol="kubernetes.io/h2c")])}
    grpc_route = GrpcRoute(
        parents=[shared.PUBLIC],
        hostnames=["rpc.{env}.shop.example.com"],
        rules=[GrpcRule(matches=[GrpcMatch("shop.v1.Catalogue"), GrpcMatch("shop.v1.Reviews")])],
    )
    service_monitor = ServiceMonitor(
        port="metrics", interval="30s", labels=shared.SCRAPED, scraped_by=[shared.PROMETHEUS]
    )
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
        ingress_from=[shared.EDGE, shared.GATEWAY, shared.app("web"), shared.app("checkout")],
        egress_to=[shared.POSTGRES, shared.INTERNET, Egress(to=[shared.app("search")], ports=[9200])],
    )
    service_account = ServiceAccount(annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/api"})
    patches = {
        "baggage": Patch(
            "Deployment/api",
            append={"spec.template.spec.initContainers[traces].args": ["--config=env:OTEL_CONFIG"]},
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

    grpc_route = change(hostnames=["rpc.shop.example.com"])
    ingress = change(host="api.shop.example.com")


class ProductionUs(shared.ProductionUs, Base):
    """What America asks. Flux does not run migrations: they run before the first pod of a version starts."""

    migration = None
    init_containers = change({"migrate": Container(command="api migrate --lock")})
    grpc_route = change(hostnames=["us-rpc.shop.example.com"])
    ingress = change(host="us-api.shop.example.com")
    hpa = change(min_replicas=2, max_replicas=16)
