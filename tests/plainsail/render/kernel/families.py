"""A small use of every family of constructs of cdk8s-plus-27, which only Node knows."""

from __future__ import annotations

from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
from constructs import Construct

from tests.plainsail.render.kernel.both_ways import Build


def container(**fields: Any) -> kplus.ContainerProps:
    return kplus.ContainerProps(image="nginx", port_number=8080, **fields)


def web(scope: Construct, id: str = "Web", **fields: Any) -> kplus.Deployment:
    return kplus.Deployment(scope, id, containers=[container()], **fields)


def stateful_set(scope: cdk8s.Chart) -> None:
    service = kplus.Service(scope, "Service", ports=[kplus.ServicePort(port=80)], cluster_ip="None")
    made = kplus.StatefulSet(
        scope,
        "Set",
        service=service,
        containers=[container()],
        replicas=3,
        pod_management_policy=kplus.PodManagementPolicy.PARALLEL,
        strategy=kplus.StatefulSetUpdateStrategy.rolling_update(partition=1),
    )
    made.pod_metadata.add_label("late", "yes")


def daemon_set(scope: cdk8s.Chart) -> None:
    kplus.DaemonSet(scope, "Daemon", containers=[container()], min_ready_seconds=5).scheduling.tolerate(
        kplus.Node.tainted(kplus.NodeTaintQuery.exists("gpu"))
    )


def jobs(scope: cdk8s.Chart) -> None:
    kplus.Job(scope, "Job", containers=[container()], backoff_limit=2, ttl_after_finished=cdk8s.Duration.hours(1))
    kplus.CronJob(
        scope,
        "CronJob",
        schedule=cdk8s.Cron(minute="5", hour="1"),
        containers=[container()],
        concurrency_policy=kplus.ConcurrencyPolicy.FORBID,
        suspend=True,
    )


def pod(scope: cdk8s.Chart) -> None:
    made = kplus.Pod(
        scope,
        "Pod",
        metadata=cdk8s.ApiObjectMetadata(name="one", annotations={"a": "b"}),
        restart_policy=kplus.RestartPolicy.NEVER,
        dns=kplus.PodDnsProps(hostname="one", nameservers=["10.0.0.2"]),
        security_context=kplus.PodSecurityContextProps(user=33, group=33, fs_group=33),
        host_aliases=[kplus.HostAlias(ip="127.0.0.1", hostnames=["here"])],
    )
    made.add_container(image="nginx", args=["-g"], command=["nginx"])
    hook = kplus.ContainerLifecycle(post_start=kplus.Handler.from_http_get("/", port=80))
    made.add_container(image="busybox", name="other", lifecycle=hook)
    made.add_init_container(image="busybox", command=["true"])


def services(scope: cdk8s.Chart) -> None:
    made = web(scope)
    made.expose_via_service(
        name="web", service_type=kplus.ServiceType.LOAD_BALANCER, ports=[kplus.ServicePort(port=80, target_port=8080)]
    )
    made.expose_via_ingress("/all", name="other", path_type=kplus.HttpIngressPathType.EXACT)
    service = kplus.Service(scope, "Plain", ports=[kplus.ServicePort(port=80, target_port=8080, name="http")])
    service.select(made)
    service.expose_via_ingress("/plain")
    kplus.Service(scope, "Outside", external_name="example.org", type=kplus.ServiceType.EXTERNAL_NAME)


def ingress(scope: cdk8s.Chart) -> None:
    backend = kplus.IngressBackend.from_service(web(scope).expose_via_service(name="web"))
    made = kplus.Ingress(scope, "Ingress", class_name="alb", default_backend=backend)
    made.add_rule("/a", backend)
    made.add_host_rule("example.org", "/b", backend, kplus.HttpIngressPathType.PREFIX)
    made.add_tls([kplus.IngressTls(hosts=["example.org"], secret=kplus.Secret.from_secret_name(scope, "Tls", "tls"))])


def config_maps(scope: cdk8s.Chart) -> None:
    made = kplus.ConfigMap(scope, "Map", data={"a": "b"}, binary_data={"c": "ZA=="}, immutable=True)
    made.add_data("e", "f")
    container = kplus.Container(image="nginx", env_from=[kplus.Env.from_config_map(made, "P_")])
    container.env.add_variable("A", kplus.EnvValue.from_config_map(made, "a"))
    container.mount("/etc/app", kplus.Volume.from_config_map(scope, "Volume", made, default_mode=0o444))
    kplus.Deployment(scope, "Reader").attach_container(container)


def secrets(scope: cdk8s.Chart) -> None:
    account = kplus.ServiceAccount(scope, "Account")
    kplus.BasicAuthSecret(scope, "Basic", username="a", password="b")  # noqa: S106 - it opens nothing
    kplus.TlsSecret(scope, "Tls", tls_cert="a", tls_key="b")
    kplus.SshAuthSecret(scope, "Ssh", ssh_private_key="a")
    kplus.DockerConfigSecret(scope, "Docker", data={"auths": {"example.org": {"auth": "a"}}})
    kplus.ServiceAccountTokenSecret(scope, "Token", service_account=account)
    made = kplus.Secret(scope, "Plain", string_data={"a": "b"}, type="Opaque")
    value = kplus.EnvValue.from_secret_value(kplus.SecretValue(key="a", secret=made), optional=True)
    kplus.Deployment(scope, "Reader", containers=[container(env_variables={"A": value})])


def storage(scope: cdk8s.Chart) -> None:
    volume = kplus.AwsElasticBlockStorePersistentVolume(
        scope, "Volume", volume_id="vol-1", storage=cdk8s.Size.gibibytes(10), storage_class_name="gp3"
    )
    kplus.PersistentVolumeClaim(
        scope, "Bound", storage=cdk8s.Size.gibibytes(5), access_modes=[kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE]
    ).bind(volume)
    kplus.AzureDiskPersistentVolume(scope, "Azure", disk_name="disk", disk_uri="https://example.org/disk")
    kplus.GCEPersistentDiskPersistentVolume(scope, "Gce", pd_name="disk", read_only=True)
    kplus.PersistentVolume(scope, "Plain", reclaim_policy=kplus.PersistentVolumeReclaimPolicy.RETAIN).reserve()
    claim = kplus.PersistentVolumeClaim(scope, "Claim", volume_mode=kplus.PersistentVolumeMode.FILE_SYSTEM)
    made = web(scope)
    made.add_volume(kplus.Volume.from_persistent_volume_claim(scope, "FromClaim", claim, read_only=True))


def volumes(scope: cdk8s.Chart) -> None:
    made = kplus.Container(image="nginx")
    secret = kplus.Secret.from_secret_name(scope, "Given", "given")
    medium, size = kplus.EmptyDirMedium.MEMORY, cdk8s.Size.mebibytes(64)
    for number, volume in enumerate(
        [
            kplus.Volume.from_empty_dir(scope, "Empty", "empty", medium=medium, size_limit=size),
            kplus.Volume.from_secret(scope, "Secret", secret, optional=True),
            kplus.Volume.from_host_path(
                scope, "Host", "host", path="/var/log", type=kplus.HostPathVolumeType.DIRECTORY
            ),
            kplus.Volume.from_nfs(scope, "Nfs", "nfs", server="10.0.0.3", path="/share", read_only=True),
            kplus.Volume.from_csi(scope, "Csi", "csi.example.org", attributes={"a": "b"}),
            kplus.Volume.from_aws_elastic_block_store(scope, "Ebs", "vol-1", fs_type="ext4", partition=1),
            kplus.Volume.from_gce_persistent_disk(scope, "Gce", "disk"),
            kplus.Volume.from_azure_disk(scope, "Azure", "disk", "https://example.org/disk"),
        ]
    ):
        made.mount(f"/mnt/{number}", volume, read_only=number % 2 == 0, sub_path="a" if number else None)
    kplus.Deployment(scope, "Mounts").attach_container(made)


def roles(scope: cdk8s.Chart) -> None:
    account = kplus.ServiceAccount(scope, "Account", automount_token=True)
    role = kplus.Role(scope, "Role")
    resource: Any = kplus.ApiResource  # whose types lack a member of the interface
    role.allow_read(resource.PODS, resource.custom(api_group="example.org", resource_type="things"))
    role.allow(["escalate"], resource.ROLES)
    role.bind(account, kplus.Group.from_name(scope, "Group", "readers"))
    cluster = kplus.ClusterRole(scope, "Cluster", aggregation_labels={"a": "b"})
    cluster.allow_read_write(resource.SECRETS)
    cluster.aggregate("c", "d")
    cluster.bind(kplus.User.from_name(scope, "User", "somebody"))
    cluster.bind_in_namespace("other", account)
    kplus.RoleBinding(scope, "Binding", role=role).add_subjects(account)
    kplus.ClusterRoleBinding(scope, "ClusterBinding", role=cluster).add_subjects(account)
    web(scope, service_account=account)


def autoscaler(scope: cdk8s.Chart) -> None:
    made = kplus.Deployment(
        scope,
        "Scaled",
        containers=[
            container(resources=kplus.ContainerResources(cpu=kplus.CpuResources(request=kplus.Cpu.millis(100))))
        ],
    )
    kplus.HorizontalPodAutoscaler(
        scope,
        "Scaler",
        target=made,
        min_replicas=2,
        max_replicas=10,
        metrics=[kplus.Metric.resource_cpu(kplus.MetricTarget.average_utilization(70))],
        scale_down=kplus.ScalingRules(stabilization_window=cdk8s.Duration.minutes(5)),
    )


def network_policies(scope: cdk8s.Chart) -> None:
    one, other = web(scope), web(scope, "Other", isolate=True)
    one.connections.allow_from(other)
    one.connections.allow_to(kplus.NetworkPolicyIpBlock.ipv4(scope, "Block", "10.0.0.0/8", ["10.1.0.0/16"]))
    made = kplus.NetworkPolicy(scope, "Policy", selector=one)
    made.add_ingress_rule(kplus.Namespaces.all(scope, "All"), [kplus.NetworkPolicyPort.tcp(443)])
    made.add_egress_rule(kplus.Pods.select(scope, "Pods", labels={"app": "db"}), [kplus.NetworkPolicyPort.all_udp()])


def namespace(scope: cdk8s.Chart) -> None:
    made = kplus.Namespace(scope, "Space", metadata=cdk8s.ApiObjectMetadata(name="space"))
    cdk8s.ApiObject(scope, "In", api_version="v1", kind="Secret", metadata={"name": "in", "namespace": made.name})


def containers(scope: cdk8s.Chart) -> None:
    probe = kplus.Probe.from_http_get("/ready", period_seconds=cdk8s.Duration.seconds(5), port=8080)
    made = kplus.Deployment(scope, "Full", replicas=2, strategy=kplus.DeploymentStrategy.recreate())
    made.add_container(
        image="nginx",
        port=80,
        readiness=probe,
        liveness=kplus.Probe.from_tcp_socket(port=80),
        startup=kplus.Probe.from_command(["true"], failure_threshold=3),
        lifecycle=kplus.ContainerLifecycle(
            pre_stop=kplus.Handler.from_command(["sleep", "5"]), post_start=kplus.Handler.from_tcp_socket(port=80)
        ),
        resources=kplus.ContainerResources(
            cpu=kplus.CpuResources(request=kplus.Cpu.millis(100), limit=kplus.Cpu.units(1)),
            memory=kplus.MemoryResources(request=cdk8s.Size.mebibytes(64), limit=cdk8s.Size.gibibytes(1)),
        ),
        security_context=kplus.ContainerSecurityContextProps(read_only_root_filesystem=False, user=33),
        env_variables={
            "A": kplus.EnvValue.from_value("b"),
            "NODE": kplus.EnvValue.from_field_ref(kplus.EnvFieldPaths.NODE_NAME),
            "CPU": kplus.EnvValue.from_resource(kplus.ResourceFieldPaths.CPU_LIMIT),
        },
    )


def scheduling(scope: cdk8s.Chart) -> None:
    one, other = web(scope), web(scope, "Other", spread=True)
    one.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is_("disk", "ssd")), weight=5)
    one.scheduling.colocate(other, topology=kplus.Topology.ZONE, weight=2)
    one.scheduling.separate(other)
    other.scheduling.assign(kplus.Node.named("node-1"))


FAMILIES: list[Build] = [
    stateful_set,
    daemon_set,
    jobs,
    pod,
    services,
    ingress,
    config_maps,
    secrets,
    storage,
    volumes,
    roles,
    autoscaler,
    network_policies,
    namespace,
    containers,
    scheduling,
]
