"""What stands beside the pods of every app that runs some: identity, configuration, secrets, jobs, policy."""

from collections.abc import Sequence

from constructs import Construct

from constructs_lib.claims import OwnClaims
from constructs_lib.config_maps import ConfigMaps
from constructs_lib.external_secrets import AppSecrets
from constructs_lib.jobs import MigrationJob, ScheduledJob
from constructs_lib.namespace import AppServiceAccount
from constructs_lib.network_policy import AppNetworkPolicy
from constructs_lib.pod import PodProfile
from constructs_lib.settings import LongRunning, Patch, Workload
from constructs_lib.settings.names import HTTP_PORT, WEB


def add_beside_pods(
    scope: Construct,
    profile: PodProfile[Workload],
    *,
    component: str = WEB,
    ports: Sequence[str] = (HTTP_PORT,),
    peers: bool = False,
) -> list[Patch]:
    """Adds what pods need before they can start, who may reach them, and the app's jobs; returns patches of these.

    `component` serves at `ports`; with `peers` its pods are open to all pods of the app.
    """
    settings, identity = profile.settings, profile.identity
    if settings.service_account.name is None:
        AppServiceAccount(scope, "ServiceAccount", identity=identity, account=settings.service_account)
    ConfigMaps(scope, "ConfigMaps", identity=identity, configs=settings.config_maps)
    OwnClaims(scope, "Claims", identity=identity, settings=settings)
    if settings.external_secrets and (name := settings.secret_name):
        AppSecrets(scope, "Secrets", identity=identity, name=name, secrets=settings.external_secrets)
    if settings.network_policy:
        AppNetworkPolicy(
            scope,
            "NetworkPolicy",
            identity=identity,
            policy=settings.network_policy,
            component=component,
            ports=ports,
            peers=peers,
        )
    patches: list[Patch] = []
    for name, job in settings.cron_jobs.items():
        patches += ScheduledJob(scope, f"CronJob-{name}", name=name, job=job, profile=profile).patches
    if settings.migration:
        patches += MigrationJob(scope, "Migration", migration=settings.migration, profile=profile).patches
    return patches


def add_monitors(
    scope: Construct, profile: PodProfile[LongRunning], *, component: str, service: str | None = None
) -> None:
    """Adds what Prometheus scrapes of the component's pods; `service` leads to them, where one does."""
    if monitors := profile.settings.monitors:
        from constructs_lib.monitoring import Monitors

        Monitors(scope, "Monitors", identity=profile.identity, component=component, monitors=monitors, service=service)
