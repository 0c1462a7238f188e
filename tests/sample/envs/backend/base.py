"""What the backend is in every environment."""

from constructs_lib.settings import (
    Alb,
    Build,
    Compute,
    CronJob,
    Egress,
    ExternalSecrets,
    Hpa,
    Image,
    Ingress,
    NetworkPolicy,
    Peer,
    Probe,
    Resources,
    Shutdown,
    WebService,
)
from envs.shared import LOAD_BALANCERS, Replicas


class Base(Replicas, WebService):
    """The backend, as every environment runs it."""

    image = Image(
        "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend",
        build=Build(dockerfile="image/Dockerfile", sources=["app", "image", ".dockerignore"]),
    )
    pod_user = 33  # www-data: the USER of the image
    port = 80
    server = "caddy"  # FrankenPHP is one

    resources = Resources(
        requests=Compute(cpu="100m", memory="64Mi"),
        limits=Compute(cpu="500m", memory="512Mi"),
    )
    env = {
        "APP_ENV": "prod",
        "APP_LOG_LEVEL": "info",
        # FrankenPHP would start two threads for each CPU of the node. Two of 128M (PHP's memory_limit), 128M of OPcache
        # and Caddy's heap stay below the limit of 512Mi. In worker mode it must be above the number of workers.
        "FRANKENPHP_CONFIG": "num_threads 2",
        "GOMEMLIMIT": "96MiB",  # Caddy's heap
        # Whose X-Forwarded headers Symfony believes: TLS ends at the load balancer, and URLs must be https.
        "TRUSTED_PROXIES": LOAD_BALANCERS,
    }
    external_secrets = ExternalSecrets(
        cluster_secret_store="aws-parameter-store-{env}",
        path="/param/my-project/{env}/parameters",
        params={
            "APP_API_CLIENT_SECRET": "api_client_secret",
            "APP_SERVICE_API_KEY": "service_api_key",
        },
    )
    writable_paths = {
        "/config": "16Mi",  # Caddy
        "/data": "16Mi",  # Caddy; FrankenPHP does not start without it
        "/tmp": "64Mi",  # PHP: uploads, sessions
        "/app/var/cache": "64Mi",  # Symfony; what is warmed up in the image lives in its build directory
        "/app/var/log": "32Mi",
    }

    startup_probe = Probe("/check/liveness", period_seconds=2, failure_threshold=30)
    readiness_probe = Probe("/check/readiness", period_seconds=10, failure_threshold=3)
    liveness_probe = Probe("/check/liveness", period_seconds=20, failure_threshold=5)

    hpa = Hpa(
        min_replicas=1,
        max_replicas=3,
        target_cpu_utilization_percentage=70,
        target_memory_utilization_percentage=80,
    )
    waivers = {
        # At rest one pod stays one; under load either target adds pods, memory's too.
        "memory-target-on-small-request": "measured: 25-38 MiB at rest, below the target of 51Mi; 264 MiB at most",
    }

    # The load balancer forgets a leaving pod first, then the pod stops.
    shutdown = Shutdown(pre_stop_seconds=20, termination_grace_period_seconds=60)

    ingress = Ingress(
        "backend.{env}.example.com",
        class_name="alb",
        alb=Alb(
            scheme="internet-facing",
            ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",  # TLS 1.2 and 1.3: what AWS recommends
            deregistration_delay_seconds=15,
        ),
    )
    network_policy = NetworkPolicy(
        ingress_from=[Peer(cidr=LOAD_BALANCERS)],
        egress_to=[Egress(to=[Peer(cidr="0.0.0.0/0")], ports=[443])],  # the APIs that it calls; DNS comes with it
    )

    cron_jobs = {
        "initiate-calls": CronJob(
            "php bin/console app:my-command",
            schedule="0 7-15/2 * * 1-5",  # every 2 h, Mon-Fri, 7 am to 3 pm
            time_zone="Europe/Paris",
            active_deadline_seconds=3600,  # a run that hangs must not keep all later ones from starting
            image_pull_policy="IfNotPresent",
            restart_policy="Never",
        ),
    }
