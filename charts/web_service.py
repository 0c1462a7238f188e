"""An HTTP service with everything around it: the shape of most apps."""

from __future__ import annotations

from charts.shape import Shape
from constructs_lib import storage, variables
from constructs_lib.config_maps import ConfigMaps, checksums
from constructs_lib.external_secrets import AppSecrets
from constructs_lib.identity import Identity
from constructs_lib.ingress import AppIngress
from constructs_lib.jobs import MigrationJob, ScheduledJob
from constructs_lib.namespace import AppNamespace, AppServiceAccount
from constructs_lib.network_policy import AppNetworkPolicy
from constructs_lib.pod import PodProfile
from constructs_lib.scheduling import Scheduling
from constructs_lib.settings import Environment
from constructs_lib.settings.command import split
from constructs_lib.web_app import WebApp
from constructs_lib.workers import WorkerDeployment


class WebService(Shape):
    """Web pods behind a Service and an Ingress, with workers, jobs, secrets and configuration beside them."""

    def build(self, environment: Environment) -> None:
        """Adds the objects that the settings ask for."""
        profile = profile_of(environment)
        self._surroundings(environment, profile.identity)
        self._web(environment, profile)
        self._workers(environment, profile)
        for name, job in environment.cron_jobs.items():
            ScheduledJob(self, f"CronJob-{name}", name=name, job=job, profile=profile)
        if environment.migration:
            MigrationJob(self, "Migration", migration=environment.migration, profile=profile)

    def _surroundings(self, env: Environment, identity: Identity) -> None:
        """What pods need before they can start, and who may reach them."""
        if env.namespace.create:
            AppNamespace(
                self,
                "Namespace",
                identity=identity,
                said=env.namespace,
                kubernetes_version=env.kubernetes_version,
            )
        if env.service_account.name is None:
            AppServiceAccount(self, "ServiceAccount", identity=identity, said=env.service_account)
        ConfigMaps(self, "ConfigMaps", identity=identity, configs=env.config_maps)
        if env.external_secrets:
            AppSecrets(self, "Secrets", identity=identity, env=env.env_name, said=env.external_secrets)
        if env.ingress:
            AppIngress(
                self,
                "Ingress",
                identity=identity,
                env=env.env_name,
                said=env.ingress,
                readiness_probe=env.readiness_probe,
            )
        if env.network_policy:
            AppNetworkPolicy(self, "NetworkPolicy", identity=identity, said=env.network_policy)

    def _web(self, env: Environment, profile: PodProfile) -> None:
        web = WebApp(
            self,
            "Web",
            profile=profile,
            port=env.port,
            command=split(env.command) if env.command else None,
            args=env.args,
            readiness_probe=env.readiness_probe,
            liveness_probe=env.liveness_probe,
            startup_probe=env.startup_probe,
            init_containers=env.init_containers,
            sidecars=env.sidecars,
            checksums=checksums(env.config_maps),
            shutdown=env.shutdown,
            service=env.service,
            strategy=env.strategy,
            replicas=env.replicas,
            hpa=env.hpa,
            pod_disruption_budget=env.pod_disruption_budget,
            revision_history_limit=env.revision_history_limit,
            progress_deadline_seconds=env.progress_deadline_seconds,
            kubernetes_version=env.kubernetes_version,
        )
        self.patches += web.patches

    def _workers(self, env: Environment, profile: PodProfile) -> None:
        for name, worker in env.workers.items():
            made = WorkerDeployment(
                self,
                f"Worker-{name}",
                name=name,
                worker=worker,
                profile=profile,
                checksums=checksums(env.config_maps),
                pod_disruption_budget=env.pod_disruption_budget,
                revision_history_limit=env.revision_history_limit,
                progress_deadline_seconds=env.progress_deadline_seconds,
                kubernetes_version=env.kubernetes_version,
            )
            self.patches += made.patches


def profile_of(env: Environment) -> PodProfile:
    """What all pods of an app share; other shapes of apps may build on it."""
    identity = Identity(
        app=env.app_name,
        namespace=env.filled(env.namespace.name),
        part_of=env.part_of,
        version=env.pinned_image.tag,
        labels=env.labels,
        annotations=env.annotations,
    )
    return PodProfile(
        identity=identity,
        image=env.pinned_image,
        resources=env.resources,
        pod_user=env.pod_user,
        variables=[
            *variables.plain(env.env),
            *(
                variable
                for name, config in env.config_maps.items()
                for variable in variables.from_config_map(identity.name(name), config)
            ),
            *variables.from_secret(identity.name(), list(env.external_secrets.params) if env.external_secrets else []),
        ],
        mounted=[
            *storage.writable(env.writable_paths),
            *storage.config_files(env.config_maps, app=identity.app),
            *storage.existing(env.volumes),
        ],
        scheduling=Scheduling(
            node_selector=env.node_selector,
            tolerations=env.tolerations,
            affinity=env.affinity,
            topology_spread=env.topology_spread,
            priority_class_name=env.priority_class_name,
        ),
        image_pull_secrets=env.image_pull_secrets,
        service_account_name=env.service_account.name or identity.app,
        automount_service_account_token=env.service_account.automount_service_account_token,
        labels=env.pod_labels,
        annotations=env.pod_annotations,
    )
