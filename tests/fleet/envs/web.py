"""The pages of the shop: what people see, rendered by Node."""

from constructs_lib.settings import (
    Behavior,
    Compute,
    Container,
    Egress,
    EmptyDir,
    ExternalSecrets,
    HeaderModifier,
    Hpa,
    HttpMatch,
    HttpRoute,
    HttpRule,
    Image,
    NetworkPolicy,
    Patch,
    Probe,
    RequestRedirect,
    Resources,
    RouteTimeouts,
    ScalingPolicy,
    ScalingRules,
    Service,
    Shutdown,
    TcpProbe,
    WebService,
    change,
)
from envs import shared


class Base(shared.Steady, WebService):
    """The pages, everywhere."""

    image = Image("registry.shop.example.com/web", tag="v5.12.0")
    pod_user = 1000
    port = 3000
    resources = Resources(
        requests=Compute(cpu="200m", memory="256Mi"),
        limits=Compute(memory="512Mi"),
    )
    env = {"LOG_LEVEL": "info", "API_URL": "http://api.api:8080", "NODE_OPTIONS": "--max-old-space-size=384"}
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/web",
        params={"SESSION_KEY": "session_key"},
    )
    writable_paths = {"/tmp": EmptyDir("64Mi"), "/app/.next/cache": "256Mi"}

    startup_probe = Probe("/healthz", period_seconds=2, failure_threshold=30)
    readiness_probe = Probe("/readyz")
    liveness_probe = Probe("/healthz", period_seconds=20, failure_threshold=5)
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=60)

    sidecars = {
        # Pages are compressed and kept here, so that Node renders each once.
        "cache": Container(
            image=Image("registry.shop.example.com/page-cache", tag="v1.3.2"),
            ports={"cache": 6081},
            readiness_probe=TcpProbe(),
            liveness_probe=TcpProbe(period_seconds=20),
            mounts=["/tmp"],
            resources=Resources(requests=Compute(cpu="50m", memory="128Mi"), limits=Compute(memory="128Mi")),
        ),
    }
    hpa = Hpa(
        min_replicas=3,
        max_replicas=30,
        target_cpu_utilization_percentage=65,
        behavior=Behavior(
            scale_down=ScalingRules(
                stabilization_window_seconds=600,
                policies=[ScalingPolicy(type="Percent", value=20, period_seconds=60)],
            )
        ),
    )
    service = Service(ports=["cache", "http"])
    http_route = HttpRoute(
        parents=[shared.PUBLIC],
        hostnames=["www.{env}.shop.example.com"],
        rules=[
            HttpRule(
                backends=["cache"],
                response_headers=HeaderModifier(set={"Strict-Transport-Security": "max-age=63072000"}),
                timeouts=RouteTimeouts(request="30s"),
            ),
            # Who is signed in sees pages of their own.
            HttpRule(matches=[HttpMatch("/account"), HttpMatch("/", headers={"X-Preview": "yes"})], backends=["http"]),
            HttpRule(matches=["/old-shop"], redirect=RequestRedirect(prefix="/", status_code=301)),
        ],
    )
    network_policy = NetworkPolicy(
        ingress_from=[shared.GATEWAY],
        egress_to=[Egress(to=[shared.app("api")], ports=[8080])],
    )
    patches = {
        # Requests come by way of the cache, which must not leave before the Gateway has forgotten the pod.
        "leave": Patch(
            "Deployment/web",
            set={"spec.template.spec.containers[cache].lifecycle": {"preStop": {"sleep": {"seconds": 20}}}},
        ),
        # Names of the shop hold many dots: ask for them as they are first.
        "resolver": Patch(
            "Deployment/web",
            set={"spec.template.spec.dnsConfig": {}},
            append={"spec.template.spec.dnsConfig.options": [{"name": "ndots", "value": "2"}]},
        ),
        "region": Patch(
            "Deployment/web",
            insert={
                "spec.template.spec.containers[app].env[LOG_LEVEL]": [
                    {"name": "CDN", "value": "https://cdn.shop.example.com"}
                ]
            },
        ),
    }


class Staging(shared.Staging, shared.Verbose, Base):
    """Tests code, not scaling."""

    hpa = change(min_replicas=1, max_replicas=1)


class ProductionEu(shared.ProductionEu, Base):
    """What Europe sees."""

    http_route = change(hostnames=["www.shop.example.com", "shop.example.com"])


class ProductionUs(shared.ProductionUs, Base):
    """What America sees: fewer people, so fewer pods."""

    http_route = change(hostnames=["us.shop.example.com"])
    hpa = change(min_replicas=2, max_replicas=12)
