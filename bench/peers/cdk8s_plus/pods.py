"""The pods of an app: one container, its volumes, its security context, and what cdk8s-plus has no word for."""

import cdk8s_plus_27 as kplus
from cdk8s import ApiObject, Duration, JsonPatch, Size
from constructs import Construct
from environments import Environment

IMAGE = (
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/{app}"
    ":sha-8151325dcdbae9e0ff95f9f9658432dbedfdb209"
    "@sha256:b5c238ac13456e04462f32ce9c7bd51db182a1d9f67028807a62c9903f1809b0"
)
WRITABLE = {
    "/config": Size.mebibytes(16),
    "/data": Size.mebibytes(16),
    "/tmp": Size.mebibytes(64),
    "/app/var/cache": Size.mebibytes(64),
    "/app/var/log": Size.mebibytes(32),
}
"""The folders that are no part of the image."""
VARIABLES = {
    "APP_ENV": kplus.EnvValue.from_value("prod"),
    "FRANKENPHP_CONFIG": kplus.EnvValue.from_value("num_threads 2"),
    "GOMEMLIMIT": kplus.EnvValue.from_value("96MiB"),
    "TRUSTED_PROXIES": kplus.EnvValue.from_value("10.0.0.0/20"),
}
USER = 33

SECURITY_CONTEXT = kplus.PodSecurityContextProps(
    ensure_non_root=True,
    user=USER,
    group=USER,
    fs_group=USER,
    fs_group_change_policy=kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
)

CONTAINER_SECURITY = kplus.ContainerSecurityContextProps(
    allow_privilege_escalation=False, read_only_root_filesystem=True
)
"""What Pod Security's level `restricted` asks of a container; the pod says which user."""

RESOURCES = kplus.ContainerResources(
    cpu=kplus.CpuResources(request=kplus.Cpu.millis(100), limit=kplus.Cpu.millis(500)),
    memory=kplus.MemoryResources(request=Size.mebibytes(64), limit=Size.mebibytes(512)),
)


def probe(path: str, *, period: int, failures: int) -> kplus.Probe:
    """A probe by HTTP, whose answer may take a second."""
    return kplus.Probe.from_http_get(
        path,
        port=80,
        period_seconds=Duration.seconds(period),
        failure_threshold=failures,
        timeout_seconds=Duration.seconds(1),
    )


STARTUP = probe("/check/liveness", period=2, failures=30)
READINESS = probe("/check/readiness", period=10, failures=3)
LIVENESS = probe("/check/liveness", period=20, failures=5)


def variables(environment: Environment, secret: kplus.ISecret) -> dict[str, kplus.EnvValue]:
    """The variables of web pods and jobs alike."""
    return {
        **{key: secret.env_value(key) for key in ("APP_API_CLIENT_SECRET", "APP_SERVICE_API_KEY")},
        **VARIABLES,
        "APP_LOG_LEVEL": kplus.EnvValue.from_value(environment.log_level),
    }


def mounts(scope: Construct) -> list[kplus.VolumeMount]:
    """An empty directory for each writable folder."""
    mounted = []
    for path, size in WRITABLE.items():
        name = f"writable{path.replace('/', '-')}"
        volume = kplus.Volume.from_empty_dir(scope, name, name, size_limit=size)
        mounted.append(kplus.VolumeMount(path=path, volume=volume))
    return mounted


def patch(construct: Construct, template: str, *patches: JsonPatch) -> None:
    """Adds what cdk8s-plus has no word for to the pods below `template`, and patches of one's own."""
    ApiObject.of(construct).add_json_patch(
        JsonPatch.add(f"{template}/spec/enableServiceLinks", False),
        JsonPatch.add(f"{template}/spec/securityContext/seccompProfile", {"type": "RuntimeDefault"}),
        JsonPatch.add(f"{template}/spec/containers/0/securityContext/capabilities", {"drop": ["ALL"]}),
        *patches,
    )
