"""PostgreSQL for tests; production has managed databases."""

from constructs_lib.settings import (
    Claim,
    ClaimRetention,
    Compute,
    ExecProbe,
    ExternalSecrets,
    Image,
    NetworkPolicy,
    Resources,
    StatefulService,
    TcpProbe,
)
from envs import shared

DATA = "/var/lib/postgresql/data"


class Staging(shared.Staging, shared.Steady, StatefulService):
    """The database in staging, whose data nobody misses."""

    image = Image(
        "registry.shop.example.com/postgres", tag="17.5", pull_policy="Always"
    )  # 17.5 is built anew each week
    pod_user = 999
    ports = {"postgres": 5432}
    resources = Resources(
        requests=Compute(cpu="250m", memory="512Mi"),
        limits=Compute(memory="512Mi"),
    )
    env = {"PGDATA": f"{DATA}/pgdata"}  # a folder of its own: a new disk holds lost+found
    external_secrets = ExternalSecrets(
        cluster_secret_store="parameters-{env}",
        path="/shop/{env}/orders-db",
        params={"POSTGRES_PASSWORD": "postgres_password"},
    )
    writable_paths = {"/var/run/postgresql": "1Mi", "/tmp": "16Mi"}
    claims = {DATA: Claim("10Gi", name="data", storage_class="gp3")}
    claim_retention = ClaimRetention(when_deleted="Delete", when_scaled="Delete")
    startup_probe = ExecProbe("pg_isready", period_seconds=5, failure_threshold=60)
    readiness_probe = ExecProbe("pg_isready")
    liveness_probe = TcpProbe(period_seconds=20)
    network_policy = NetworkPolicy(ingress_from=[shared.app("api"), shared.app("checkout")])
