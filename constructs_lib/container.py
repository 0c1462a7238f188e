"""A container: hardened, probed, and stopped without losing a request."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.k8s_values import int_or_string, quantity
from constructs_lib.settings import (
    Compute,
    Container,
    Daemon,
    ExecProbe,
    GrpcProbe,
    Image,
    Patch,
    Probe,
    Relaxed,
    Resources,
    Security,
    Shutdown,
    StatefulService,
    TcpProbe,
    WebService,
    Worker,
)
from constructs_lib.settings.containers import AnyProbe, Timing, split
from constructs_lib.settings.values import NONE

_FIRST_WITH_SLEEP = (1, 30)
_HARDENED = Security()


def container(
    *,
    name: str,
    image: Image,
    command: Sequence[str] | None,
    env: Sequence[k8s.EnvVar],
    resources: Resources,
    mounts: Sequence[k8s.VolumeMount],
    pull_policy: str | None = None,
    security: Security = _HARDENED,
    **fields: Any,
) -> k8s.Container:
    """A container that gains no privilege and writes nowhere but in its mounts, unless `security` relaxes that.

    `fields` are further ones.
    """
    return k8s.Container(
        name=name,
        image=image.reference,
        image_pull_policy=pull_policy or image.pull_policy,
        command=list(command) if command else None,
        env=list(env) or None,
        resources=_resources(resources),
        volume_mounts=list(mounts) or None,
        security_context=container_security_context(security),
        **fields,
    )


def container_security_context(security: Security = _HARDENED) -> k8s.SecurityContext:
    """`securityContext` of every container, with what is relaxed of it; the rest is said by the pod."""
    user = _value(security.run_as_user)
    return k8s.SecurityContext(
        allow_privilege_escalation=security.allow_privilege_escalation is not None,
        capabilities=k8s.Capabilities(drop=["ALL"], add=list(_value(security.add_capabilities) or ()) or None),
        read_only_root_filesystem=security.read_only_root_filesystem is None,
        run_as_user=user,
        run_as_group=user,
        run_as_non_root=None if user is None else user != 0,
        seccomp_profile=_seccomp(security.seccomp_profile),
    )


def _value(declared: Any) -> Any:
    return declared.value if isinstance(declared, Relaxed) else declared


def _seccomp(profile: str | Relaxed | None) -> k8s.SeccompProfile | None:
    match profile:
        case Relaxed():
            return k8s.SeccompProfile(type="Unconfined")
        case str():
            return k8s.SeccompProfile(type="Localhost", localhost_profile=profile)
    return None


def any_probe(probe: AnyProbe | None, *, ports: Mapping[str, int] = NONE) -> k8s.Probe | None:
    """A probe of any kind; where it names no port, the first of the container's is asked."""
    if probe is None or isinstance(probe, ExecProbe):
        return exec_probe(probe)
    port = probe.port or next(iter(ports))
    match probe:
        case Probe():
            handler: dict[str, Any] = {"http_get": _http_get(probe, port)}
        case TcpProbe():
            handler = {"tcp_socket": k8s.TcpSocketAction(port=int_or_string(port))}
        case GrpcProbe():
            # The one handler that takes no name.
            handler = {"grpc": k8s.GrpcAction(port=ports[port], service=probe.service)}
    return k8s.Probe(**handler, **_timing(probe))


def probes(settings: Container | Daemon | StatefulService | WebService | Worker) -> dict[str, Any]:
    """All three probes of an app, or of a container beside it, as fields of a container."""
    ports = settings.own_ports()
    return {
        "readiness_probe": any_probe(settings.readiness_probe, ports=ports),
        "liveness_probe": any_probe(settings.liveness_probe, ports=ports),
        "startup_probe": any_probe(settings.startup_probe, ports=ports),
    }


def exec_probe(probe: ExecProbe | None) -> k8s.Probe | None:
    """A command in the container."""
    if probe is None:
        return None
    return k8s.Probe(exec=k8s.ExecAction(command=split(probe.command)), **_timing(probe))


def lifecycle(shutdown: Shutdown, *, kubernetes_version: str) -> k8s.Lifecycle | None:
    """The wait before SIGTERM, as a command of the image, for clusters that cannot wait by themselves."""
    if not shutdown.pre_stop_seconds or _can_sleep(kubernetes_version):
        return None
    sleep = k8s.ExecAction(command=["sleep", str(shutdown.pre_stop_seconds)])
    return k8s.Lifecycle(pre_stop=k8s.LifecycleHandler(exec=sleep))


def pre_stop_patch(target: str, container: str, shutdown: Shutdown, *, kubernetes_version: str) -> Patch | None:
    """The wait before SIGTERM as `lifecycle.preStop.sleep`: needs no program in the image.

    A patch, because the typed Kubernetes 1.27 API does not know the field and would drop it without a word.
    """
    if not shutdown.pre_stop_seconds or not _can_sleep(kubernetes_version):
        return None
    sleep = {"preStop": {"sleep": {"seconds": shutdown.pre_stop_seconds}}}
    return Patch(target, set={f"spec.template.spec.containers[{container}].lifecycle": sleep})


def native_sidecars(target: str, template: str, containers: Sequence[str]) -> list[Patch]:
    """`restartPolicy` of init containers that go on. Patches, because the typed API does not know the field.

    `template` is the path of the object's pod template.
    """
    field = f"{template}.spec.initContainers[{{}}].restartPolicy"
    return [Patch(target, set={field.format(name): "Always" for name in containers})] if containers else []


def _http_get(probe: Probe, port: str) -> k8s.HttpGetAction:
    return k8s.HttpGetAction(
        path=probe.path,
        port=int_or_string(port),
        scheme=None if probe.scheme == "HTTP" else probe.scheme,
        http_headers=[k8s.HttpHeader(name=name, value=value) for name, value in probe.headers.items()] or None,
    )


def _resources(resources: Resources) -> k8s.ResourceRequirements:
    return k8s.ResourceRequirements(requests=_amounts(resources.requests), limits=_amounts(resources.limits))


def _amounts(compute: Compute) -> dict[str, k8s.Quantity] | None:
    amounts = {"cpu": compute.cpu, "memory": compute.memory, "ephemeral-storage": compute.ephemeral_storage}
    return {name: quantity(amount) for name, amount in amounts.items() if amount is not None} or None


def _timing(probe: Timing) -> dict[str, Any]:
    timing = {
        "period_seconds": probe.period_seconds,
        "timeout_seconds": probe.timeout_seconds,
        "failure_threshold": probe.failure_threshold,
    }
    if probe.initial_delay_seconds:
        timing["initial_delay_seconds"] = probe.initial_delay_seconds
    return timing


def _can_sleep(kubernetes_version: str) -> bool:
    return tuple(map(int, kubernetes_version.split("."))) >= _FIRST_WITH_SLEEP
