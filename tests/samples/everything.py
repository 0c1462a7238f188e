"""Environments that say every setting, every field of every value, and every kind of value that a setting takes.

Where two things exclude each other, `Everything` says one and `Otherwise` the other.
"""

from __future__ import annotations

from typing import Any

from constructs_lib.settings import (
    Alb,
    Aws,
    BackgroundWorker,
    Certificate,
    Claim,
    ClaimRetention,
    CronJob,
    Daemon,
    DaemonStrategy,
    Egress,
    ExecProbe,
    GrpcProbe,
    GrpcRoute,
    HostPath,
    HttpRoute,
    Image,
    Ingress,
    IngressPath,
    IngressRule,
    IssuerRef,
    Jobs,
    Migration,
    NetworkPolicy,
    Patch,
    Peer,
    PodDisruptionBudget,
    PodIdentity,
    PodMonitor,
    PrivateKey,
    Probe,
    RawObject,
    Service,
    ServiceAccount,
    ServiceMonitor,
    ServicePort,
    Shutdown,
    StatefulService,
    SyncPolicy,
    TcpProbe,
    Tls,
    TriggerAuthentication,
    UpdateStrategy,
    Waiver,
    WebService,
    Worker,
    change,
    replace,
)
from constructs_lib.settings.containers import AnyProbe
from tests.samples.pods import FEW_COMPANIONS, DeployedPods, Pods, ReplicatedPods, RunningPods
from tests.samples.routes import GRPC_ROUTE, HTTP_ROUTE
from tests.samples.secrets import FROM, files, whole
from tests.samples.values import (
    DIGEST,
    FLUX,
    HPA,
    MORE,
    PEERS,
    SCALED_OBJECT,
    SCRAPED,
    SECURITY,
    STRATEGY,
    SYNC_POLICY,
    TIMING,
    VARIABLES,
    Least,
    LeastDaemon,
    LeastJobs,
    LeastStatefulService,
    LeastWorker,
)

OTHER_IMAGE = change(tag="v4", digest=DIGEST)
OTHER_SECRETS = change(
    cluster_secret_store=None,
    secret_store="own-{env}",  # noqa: S106 - the name of a store
    provider="secrets-manager",
    data_from=FROM,
)
OTHER_MIGRATION = Migration("bin/migrate", external_secrets=whole("MIGRATION"))
POD = "spec.template.spec"
ASKED: dict[str, Any] = {"scheme": "HTTPS", "headers": {"X-Probe": "yes"}}
EGRESS = [Egress(to=PEERS, ports=[5432], protocols=["UDP", "TCP"])]
ELSEWHERE = [IngressPath("/rpc", type="Exact", port="grpc", service="rpc")]
AS_ITSELF = replace(SCALED_OBJECT, trigger_authentication=TriggerAuthentication(pod_identity=PodIdentity("aws")))
JOB = "spec.jobTemplate.spec.template.spec"
UNWANTED = ("revisionHistoryLimit", "template.spec.enableServiceLinks")


def patched(target: str) -> dict[str, Patch]:
    """Patches of what runs the app's pods."""
    return {
        "dns": Patch(target, set={"spec.template.spec.dnsPolicy": "Default"}),
        "no-links": Patch(target, remove=[f"spec.{field}" for field in UNWANTED]),
        "resolver": resolver(target, POD),
    }


def resolver(target: str, pod: str) -> Patch:
    """A list with an item before and one behind."""
    return Patch(
        target,
        set={f"{pod}.dnsConfig": {"options": [{"name": "timeout", "value": "2"}]}},
        insert={f"{pod}.dnsConfig.options[timeout]": [{"name": "ndots", "value": "2"}]},
        append={f"{pod}.dnsConfig.options": [{"name": "use-vc"}]},
    )


class All(Pods):
    """All that can be said of an app that runs pods, of any shape."""

    cluster = "https://cluster.example.com"
    namespace = change(pod_security="baseline", labels={"team": "web"}, annotations={"mail": "a@b"})
    delivery = change(
        namespace="argo", cluster="eu", root_project="roots", root_sync_policy=SYNC_POLICY, cascade_delete=True
    )
    sync_policy = SYNC_POLICY

    cron_jobs = {
        "report": CronJob(
            "bin/console app:report",
            schedule="0 7 * * 1-5",
            time_zone="Europe/Paris",
            env={"FORMAT": "pdf", **VARIABLES},
            resources=MORE,
            security=SECURITY,
            restart_policy="OnFailure",
            backoff_limit=2,
            active_deadline_seconds=900,
            image_pull_policy="Never",
            starting_deadline_seconds=200,
            successful_jobs_history_limit=2,
            failed_jobs_history_limit=4,
            ttl_seconds_after_finished=3600,
            external_secrets=files("REPORT"),
            **FEW_COMPANIONS,
        ),
        "clean": CronJob(
            ["/clean"],
            schedule="@daily",
            image=Image("registry.example.com/clean", tag="v3", digest=DIGEST, pull_policy="Always"),
            external_secrets=whole("CLEAN"),
        ),
    }
    migration: Migration | None = Migration(
        "bin/console doctrine:migrate",
        **FEW_COMPANIONS,
        env={"DRY": "no", **VARIABLES},
        resources=MORE,
        security=SECURITY,
        restart_policy="OnFailure",
        backoff_limit=1,
        active_deadline_seconds=1200,
        external_secrets=files("MIGRATION"),
    )

    network_policy = NetworkPolicy(egress_to=EGRESS)
    service_account = ServiceAccount(annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"})

    part_of = "project"
    labels = {"owner": "web"}
    annotations = {"example.com/owner": "web"}

    objects = {
        "quota": RawObject(
            {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "all"}, "spec": {"hard": {"pods": "9"}}}
        ),
        "priority": RawObject(
            {
                "apiVersion": "scheduling.k8s.io/v1",
                "kind": "PriorityClass",
                "metadata": {"name": "high"},
                "value": 1000,
            },
            cluster_scoped=True,
        ),
    }
    aws = Aws(account="123456789012", region="eu-west-3")
    waivers = {
        "some-check": "it is meant",
        "another-check": Waiver("it is meant there", only=["Deployment/{app} app"]),
        "third-check": [Waiver("one reason", only=["Service/{app}"]), Waiver("another", only=["Job/{app}-migration"])],
    }


class Everything(All, DeployedPods, WebService):
    """All that a web service can say."""

    patches = patched("Deployment/backend")

    port = 80
    server = "caddy"
    ports = {"grpc": 50051, "admin": 9100}
    readiness_probe: AnyProbe | None = Probe("/ready", port="admin", **ASKED, **TIMING)
    liveness_probe: AnyProbe | None = Probe("/live", port="admin", **ASKED, **TIMING)
    startup_probe: AnyProbe | None = Probe("/start", port="admin", **ASKED, **TIMING)

    workers = {
        "consume": BackgroundWorker(
            "bin/console messenger:consume",
            **FEW_COMPANIONS,
            hpa=HPA,
            env={"QUEUE": "all", **VARIABLES},
            resources=MORE,
            security=SECURITY,
            liveness_probe=ExecProbe(
                "bin/alive", period_seconds=30, timeout_seconds=5, failure_threshold=2, initial_delay_seconds=4
            ),
            external_secrets=files("CONSUME"),
            strategy=STRATEGY,
            shutdown=Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=120),
        ),
    }
    service = Service(
        type="NodePort",
        ports=[ServicePort("http", port=8000, app_protocol="http"), "grpc"],
        annotations={"example.com/service": "a"},
    )
    services = {
        "pods": Service(headless=True, ports=["grpc"]),
        "admin": Service(type="LoadBalancer", port=80, ports=["admin"]),
        "rpc": Service(ports=["admin", ServicePort("grpc", port=81, app_protocol="grpc")], annotations={"a": "b"}),
    }
    service_monitor = ServiceMonitor(port="grpc", **SCRAPED)
    ingress = Ingress(
        "{app}.{env}.example.com",
        hosts=["www.example.com", IngressRule("admin.example.com", paths=["/", *ELSEWHERE])],
        class_name="alb",
        paths=["/", "/api", *ELSEWHERE],
        tls=[Tls("certificate", hosts=["www.example.com"]), Tls("another")],
        alb=Alb(
            scheme="internet-facing",
            certificate_arn="arn:aws:acm:eu-west-3:1:certificate/a",
            ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            group_name="public",
            deregistration_delay_seconds=15,
        ),
        annotations={"example.com/ingress": "a"},
    )
    http_route: HttpRoute | None = HTTP_ROUTE
    grpc_route: GrpcRoute | None = GRPC_ROUTE
    certificate: Certificate | None = Certificate(
        IssuerRef("{app}-ca", kind="AWSPCAClusterIssuer", group="awspca.cert-manager.io"),
        dns_names=["example.com", "*.example.com"],
        secret_name="{app}-{env}-certificate",  # noqa: S106 - the name of a Secret
        duration="2160h",
        renew_before="360h",
        private_key=PrivateKey(algorithm="RSA", size=4096, encoding="PKCS8", rotation_policy="Never"),
        annotations={"example.com/certificate": "a"},
    )
    network_policy = NetworkPolicy(
        ingress_from=[*PEERS, Peer(namespace_labels={"team": "monitoring"}, ports=["admin"])], egress_to=EGRESS
    )


class Otherwise(Everything):
    """What excludes something that `Everything` says."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    migration = None
    image = OTHER_IMAGE
    external_secrets = OTHER_SECRETS
    service = Service(port=8000)
    service_monitor = change(port=None)
    ingress = change(class_name="nginx", alb=None, tls=Tls("certificate", hosts=["www.example.com"]))
    readiness_probe = TcpProbe("admin", **TIMING)
    liveness_probe = TcpProbe("admin", **TIMING)
    startup_probe = TcpProbe("admin", **TIMING)
    hpa = None
    scaled_object = SCALED_OBJECT
    pod_disruption_budget = PodDisruptionBudget(min_available="50%")
    service_account = ServiceAccount(name="someone-elses")
    # Where only one may come in, nobody may once that one is gone: the policy of the pods that serve goes along.
    network_policy = NetworkPolicy(ingress_from=PEERS[:1])
    workers = {
        "send": BackgroundWorker("bin/send", replicas=2, external_secrets=whole("SEND")),
        "mail": BackgroundWorker("bin/mail", scaled_object=SCALED_OBJECT),
    }


class ByHand(Least):
    """A number of pods that nothing changes."""

    migration = OTHER_MIGRATION
    replicas = 3


class SignedIn(Least):
    """KEDA signs in as itself."""

    external_secrets = Pods.external_secrets
    scaled_object = AS_ITSELF
    workers = {"mail": BackgroundWorker("bin/mail", scaled_object=AS_ITSELF)}


class Plainly(Least):
    """Probes by commands and an Ingress of no more than a host; the certificate is the Ingress'."""

    ports = Everything.ports
    service = Service(ports=["admin", "http"])
    service_monitor = ServiceMonitor(**SCRAPED)
    ingress = Ingress("{app}.{env}.example.com", class_name="nginx")
    certificate = Certificate(IssuerRef("public"), private_key=PrivateKey(algorithm="ECDSA"))
    readiness_probe = ExecProbe("bin/ready", **TIMING)
    liveness_probe = ExecProbe("bin/live", **TIMING)
    startup_probe = ExecProbe("bin/start", **TIMING)
    network_policy = Everything.network_policy


class ByGrpc(Least):
    """Probes by calls of gRPC, and a load balancer that leads to HTTP alone."""

    ports = Everything.ports
    ingress = replace(Everything.ingress, hosts=["www.example.com"], paths=["/"])
    readiness_probe = GrpcProbe("admin", service="ready", **TIMING)
    liveness_probe = GrpcProbe("admin", service="live", **TIMING)
    startup_probe = GrpcProbe("admin", service="start", **TIMING)


class EveryWorker(All, DeployedPods, Worker):
    """All that a worker can say."""

    patches = patched("Deployment/backend")

    readiness_probe = ExecProbe(
        "bin/ready", period_seconds=9, timeout_seconds=2, failure_threshold=4, initial_delay_seconds=1
    )
    liveness_probe = ExecProbe(
        "bin/live", period_seconds=19, timeout_seconds=3, failure_threshold=5, initial_delay_seconds=2
    )
    startup_probe = ExecProbe(
        "bin/start", period_seconds=2, timeout_seconds=4, failure_threshold=30, initial_delay_seconds=3
    )


class OtherwiseWorker(EveryWorker):
    """What excludes something that `EveryWorker` says."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    migration = None
    image = OTHER_IMAGE
    external_secrets = OTHER_SECRETS
    hpa = None
    scaled_object = SCALED_OBJECT
    pod_disruption_budget = PodDisruptionBudget(min_available=1)
    service_account = ServiceAccount(name="someone-elses")


class SignedInWorker(LeastWorker):
    """KEDA signs in as itself."""

    external_secrets = Pods.external_secrets
    scaled_object = AS_ITSELF


class WorkerByHand(LeastWorker):
    """A number of pods that nothing changes."""

    migration = OTHER_MIGRATION
    replicas = 3


class EveryDaemon(All, RunningPods, Daemon):
    """All that an agent of the node can say, but for what `host_network` excludes."""

    namespace = change(pod_security="privileged")
    ports = {"api": 8080, "health": 8081}
    readiness_probe: AnyProbe = Probe("/ready", port="health", **ASKED, **TIMING)
    liveness_probe: AnyProbe = Probe("/live", port="health", **ASKED, **TIMING)
    startup_probe: AnyProbe = Probe("/start", port="health", **ASKED, **TIMING)
    network_policy = NetworkPolicy(
        ingress_from=[*PEERS, Peer(pod_labels={"a": "b"}, ports=["health"])], egress_to=EGRESS
    )

    update_strategy = DaemonStrategy(max_unavailable="10%")
    min_ready_seconds = 5

    host_paths = {
        "/host/log": HostPath("/var/log", mount_propagation="HostToContainer"),
        "/host/state": HostPath("/var/lib/agent", read_only=False, type="DirectoryOrCreate"),
    }
    host_ports = {"api": 9100, "health": 9101}
    host_pid = True
    patches = patched("DaemonSet/backend")


class OtherwiseDaemon(EveryDaemon):
    """What excludes something that `EveryDaemon` says, and probes by connections."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    migration = None
    image = OTHER_IMAGE
    external_secrets = OTHER_SECRETS
    service_account = ServiceAccount(name="someone-elses")
    network_policy = NetworkPolicy(ingress_from=PEERS[:1])
    readiness_probe = TcpProbe("health", **TIMING)
    liveness_probe = TcpProbe("health", **TIMING)
    startup_probe = TcpProbe("health", **TIMING)
    update_strategy = DaemonStrategy(max_unavailable=0, max_surge=1)
    host_ports = {}


class GrpcDaemon(LeastDaemon):
    """Probes by calls of gRPC."""

    ports = EveryDaemon.ports
    readiness_probe = GrpcProbe("health", service="ready", **TIMING)
    liveness_probe = GrpcProbe("health", service="live", **TIMING)
    startup_probe = GrpcProbe("health", service="start", **TIMING)


class RootOfTheNode(LeastDaemon):
    """An agent that is root, shares the node's network, and is replaced by hand; probes by commands."""

    namespace = change(pod_security="privileged")
    ports = EveryDaemon.ports
    migration = OTHER_MIGRATION
    pod_user = 0
    waivers = {"runs-as-root": "the files of the node are root's"}
    network_policy = NetworkPolicy()
    pod_monitor = PodMonitor(**SCRAPED | {"scraped_by": []})
    readiness_probe = ExecProbe("bin/ready", **TIMING)
    liveness_probe = ExecProbe("bin/live", **TIMING)
    startup_probe = ExecProbe("bin/start", **TIMING)
    update_strategy = DaemonStrategy(type="OnDelete")
    host_network = True


class EveryJob(All, Jobs):
    """All that an app of jobs alone can say."""

    patches = {
        "dns": Patch("CronJob/backend-report", set={f"{JOB}.dnsPolicy": "Default"}),
        "resolver": resolver("CronJob/backend-report", JOB),
        "no-links": Patch("CronJob/backend-clean", remove=["spec.suspend", f"{JOB}.enableServiceLinks"]),
    }


class JobsOfAnotherStore(LeastJobs):
    """A migration whose secrets are another store's."""

    migration = OTHER_MIGRATION


class OtherwiseJobs(EveryJob):
    """What excludes something that `EveryJob` says."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    migration = None
    image = OTHER_IMAGE
    external_secrets = OTHER_SECRETS
    service_account = ServiceAccount(name="someone-elses")


class EveryStatefulService(All, ReplicatedPods, StatefulService):
    """All that a stateful service can say."""

    ports = {"api": 80, "peer": 7000}
    readiness_probe: AnyProbe = Probe("/ready", port="peer", **ASKED, **TIMING)
    liveness_probe: AnyProbe = Probe("/live", port="peer", **ASKED, **TIMING)
    startup_probe: AnyProbe = Probe("/start", port="peer", **ASKED, **TIMING)

    claims = {
        "/var/lib/store": Claim(
            "10Gi", name="store", storage_class="fast", access_mode="ReadWriteOncePod", sub_path="store"
        ),
        "/var/lib/log": Claim("1Gi"),
    }
    claim_retention = ClaimRetention(when_deleted="Delete", when_scaled="Delete")
    service = Service(
        type="NodePort",
        ports=[ServicePort("api", port=81, app_protocol="http"), "peer"],
        annotations={"example.com/service": "a"},
    )
    service_monitor: ServiceMonitor | None = ServiceMonitor(port="peer", **SCRAPED)
    network_policy = NetworkPolicy(ingress_from=[*PEERS, Peer(pod_labels={"a": "b"}, ports=["peer"])], egress_to=EGRESS)

    replicas = 3
    pod_management_policy = "Parallel"
    update_strategy = UpdateStrategy(partition=2)
    min_ready_seconds = 5
    first_ordinal = 1
    patches = patched("StatefulSet/backend")


class OtherwiseStatefulService(EveryStatefulService):
    """What excludes something that `EveryStatefulService` says, and probes by connections."""

    delivery = FLUX
    sync_policy = SyncPolicy()
    migration = None
    pod_disruption_budget = PodDisruptionBudget(min_available="50%")
    image = OTHER_IMAGE
    external_secrets = OTHER_SECRETS
    service_account = ServiceAccount(name="someone-elses")
    network_policy = NetworkPolicy(ingress_from=PEERS[:1])
    readiness_probe = TcpProbe("peer", **TIMING)
    liveness_probe = TcpProbe("peer", **TIMING)
    startup_probe = TcpProbe("peer", **TIMING)
    update_strategy = UpdateStrategy(type="OnDelete")


class GrpcStatefulService(LeastStatefulService):
    """A Service without an address, and probes by calls of gRPC."""

    ports = EveryStatefulService.ports
    service = Service(headless=True, ports=["api"])
    readiness_probe = GrpcProbe("peer", service="ready", **TIMING)
    liveness_probe = GrpcProbe("peer", service="live", **TIMING)
    startup_probe = GrpcProbe("peer", service="start", **TIMING)


class PlainStatefulService(LeastStatefulService):
    """One port, which the Service need not share, and probes by commands."""

    migration = OTHER_MIGRATION
    service_monitor = ServiceMonitor(**SCRAPED)
    network_policy = NetworkPolicy(ingress_from=PEERS)
    service = Service(port=9000)
    readiness_probe = ExecProbe("bin/ready", **TIMING)
    liveness_probe = ExecProbe("bin/live", **TIMING)
    startup_probe = ExecProbe("bin/start", **TIMING)
