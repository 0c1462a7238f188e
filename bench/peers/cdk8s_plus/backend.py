"""The app in one environment: constructs of cdk8s-plus, patched where they end."""

from typing import Any

import cdk8s_plus_27 as kplus
from cdk8s import ApiObjectMetadata, Chart, Cron, Duration, JsonPatch
from constructs import Construct
from environments import Environment
from pods import (
    CONTAINER_SECURITY,
    IMAGE,
    LIVENESS,
    READINESS,
    RESOURCES,
    SECURITY_CONTEXT,
    STARTUP,
    mounts,
    patch,
    variables,
)
from surroundings import external_secret, ingress, namespace, network_policies, service_account

STRATEGY = kplus.DeploymentStrategy.rolling_update(
    max_surge=kplus.PercentOrAbsolute.absolute(1), max_unavailable=kplus.PercentOrAbsolute.absolute(0)
)
METRICS = [
    kplus.Metric.resource_cpu(kplus.MetricTarget.average_utilization(70)),
    kplus.Metric.resource_memory(kplus.MetricTarget.average_utilization(80)),
]
SERVER = {"SERVER_NAME": kplus.EnvValue.from_value(":80")}
LIFECYCLE = kplus.ContainerLifecycle(pre_stop=kplus.Handler.from_command(["sleep", "20"]))
SCHEDULE = Cron(minute="0", hour="7-15/2", day="*", month="*", week_day="1-5")


class Backend(Chart):
    """An HTTP service with an autoscaler, an Ingress, a job, its secrets and its namespace."""

    def __init__(
        self, scope: Construct, id: str, app: str, environment: Environment, *, with_network_policies: bool
    ) -> None:
        labels = {"app.kubernetes.io/name": app, "app.kubernetes.io/part-of": "my-project"}
        super().__init__(scope, id, namespace=f"{app}-{environment.name}", labels=labels)
        self.app, self.environment = app, environment
        namespace(self, app, environment)
        self.account = service_account(self, app)
        self.variables = variables(environment, external_secret(self, app, environment))
        self.mounts = mounts(self)
        deployment = self._deployment()
        service = self._service(deployment)
        ingress(self, app, environment, service)
        self._autoscaler(deployment)
        self._job()
        if with_network_policies:
            network_policies(self, app)

    def _container(self, **said: Any) -> kplus.ContainerProps:
        return kplus.ContainerProps(
            name="app",
            image=IMAGE.format(app=self.app),
            image_pull_policy=kplus.ImagePullPolicy.IF_NOT_PRESENT,
            env_variables={**self.variables, **said.pop("env", {})},
            resources=RESOURCES,
            security_context=CONTAINER_SECURITY,
            volume_mounts=self.mounts,
            **said,
        )

    def _deployment(self) -> kplus.Deployment:
        component = {"app.kubernetes.io/component": "web"}
        labels = component | {"app.kubernetes.io/name": self.app}
        container = self._container(
            ports=[kplus.ContainerPort(name="http", number=80)],
            env=SERVER,
            lifecycle=LIFECYCLE,
            startup=STARTUP,
            readiness=READINESS,
            liveness=LIVENESS,
        )
        deployment = kplus.Deployment(
            self,
            "Web",
            metadata=ApiObjectMetadata(name=self.app, labels=component),
            pod_metadata=ApiObjectMetadata(labels=labels),
            strategy=STRATEGY,
            progress_deadline=Duration.minutes(10),
            termination_grace_period=Duration.seconds(60),
            service_account=self.account,
            automount_service_account_token=False,
            security_context=SECURITY_CONTEXT,
            containers=[container],
        )
        spread = {
            "maxSkew": 1,
            "topologyKey": "topology.kubernetes.io/zone",
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": labels},
            "matchLabelKeys": ["pod-template-hash"],
        }
        sysctls = [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "80"}]
        patch(
            deployment,
            "/spec/template",
            JsonPatch.add("/spec/revisionHistoryLimit", 3),
            JsonPatch.add("/spec/template/spec/securityContext/sysctls", sysctls),
            JsonPatch.add("/spec/template/spec/topologySpreadConstraints", [spread]),
        )
        return deployment

    def _service(self, deployment: kplus.Deployment) -> kplus.Service:
        return kplus.Service(
            self,
            "Service",
            metadata=ApiObjectMetadata(name=self.app, labels={"app.kubernetes.io/component": "web"}),
            selector=deployment,
            ports=[kplus.ServicePort(name="http", port=80, target_port=80)],
        )

    def _autoscaler(self, deployment: kplus.Deployment) -> None:
        kplus.HorizontalPodAutoscaler(
            self,
            "Autoscaler",
            metadata=ApiObjectMetadata(name=self.app, labels={"app.kubernetes.io/component": "web"}),
            target=deployment,
            min_replicas=1,
            max_replicas=self.environment.max_replicas,
            metrics=METRICS,
        )

    def _job(self) -> None:
        component = {"app.kubernetes.io/component": "initiate-calls"}
        job = kplus.CronJob(
            self,
            "InitiateCalls",
            metadata=ApiObjectMetadata(name=f"{self.app}-initiate-calls", labels=component),
            pod_metadata=ApiObjectMetadata(labels=component | {"app.kubernetes.io/name": self.app}),
            schedule=SCHEDULE,
            time_zone="Europe/Paris",
            concurrency_policy=kplus.ConcurrencyPolicy.FORBID,
            starting_deadline=Duration.minutes(5),
            successful_jobs_retained=3,
            failed_jobs_retained=3,
            suspend=False,
            active_deadline=Duration.hours(1),
            backoff_limit=0,
            restart_policy=kplus.RestartPolicy.NEVER,
            service_account=self.account,
            automount_service_account_token=False,
            security_context=SECURITY_CONTEXT,
            containers=[self._container(command=["php", "bin/console", "app:my-command"])],
        )
        patch(job, "/spec/jobTemplate/spec/template")
