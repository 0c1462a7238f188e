"""Volumes of a pod and where its containers see them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cdk8s_plus_27 import k8s

from constructs_lib.k8s_values import quantity
from constructs_lib.kubernetes.names import label_of
from constructs_lib.settings import (
    Claim,
    ClaimVolume,
    ConfigMap,
    ConfigMapVolume,
    EmptyDir,
    HostPath,
    OwnClaim,
    SecretVolume,
    Workload,
)
from constructs_lib.settings.made_secrets import MadeSecret
from constructs_lib.settings.names import WRITABLE

AnyVolume = ConfigMapVolume | SecretVolume | ClaimVolume | OwnClaim


class Mounted(NamedTuple):
    """A volume of a pod, and where every container of the app's image sees it."""

    volume: k8s.Volume | None
    """None where something else than the pod's template makes it."""
    mounts: list[k8s.VolumeMount]


def of_app(settings: Workload, *, app: str) -> list[Mounted]:
    """What every container of the app's image sees: writable paths, its ConfigMaps and claims, what others make."""
    return [
        *writable(settings.writable_paths),
        *config_files(settings.config_maps, app=app),
        *volumes(settings.volumes, app=app),
    ]


def writable(paths: Mapping[str, str | EmptyDir]) -> list[Mounted]:
    """Size-limited emptyDirs, one for each path: the only places that a container may write."""
    return [
        _empty_dir(path, folder if isinstance(folder, EmptyDir) else _limited(folder)) for path, folder in paths.items()
    ]


@cache
def _limited(size: str) -> EmptyDir:
    """Checked once for each size."""
    return EmptyDir(size)


def config_files(configs: Mapping[str, ConfigMap], *, app: str) -> list[Mounted]:
    """The app's own ConfigMaps that are to be seen as files."""
    return [
        Mounted(k8s.Volume(name=name, config_map=k8s.ConfigMapVolumeSource(name=f"{app}-{name}")), _files(name, config))
        for name, config in configs.items()
        if config.mount_path
    ]


def secret_files(secrets: Sequence[MadeSecret]) -> list[Mounted]:
    """Secrets of ExternalSecrets that are to be seen as files."""
    return [_secret_files(made, made.secrets.mount_path) for made in secrets if made.secrets.mount_path]


def _secret_files(made: MadeSecret, mount_path: str) -> Mounted:
    files, mode = made.secrets.as_files, made.secrets.mode
    source = k8s.SecretVolumeSource(
        secret_name=made.name,
        default_mode=int(mode, 8) if mode else None,
        items=[k8s.KeyToPath(key=key, path=path) for key, path in files.items()] if files else None,
    )
    mount = k8s.VolumeMount(name=made.volume, mount_path=mount_path, read_only=True)
    return Mounted(k8s.Volume(name=made.volume, secret=source), [mount])


def volumes(volumes: Mapping[str, AnyVolume], *, app: str) -> list[Mounted]:
    """ConfigMaps, Secrets and claims that someone else makes, and the app's own claims."""
    return [_mounted(name, volume, app=app) for name, volume in volumes.items()]


def of_node(paths: Mapping[str, HostPath]) -> list[Mounted]:
    """Folders and files of the node, by the path at which containers see them."""
    return [_of_node(path, host) for path, host in paths.items()]


def _of_node(path: str, host: HostPath) -> Mounted:
    name = label_of(path)
    mount = k8s.VolumeMount(
        name=name,
        mount_path=path,
        read_only=host.read_only or None,
        mount_propagation=host.mount_propagation,
    )
    return Mounted(k8s.Volume(name=name, host_path=k8s.HostPathVolumeSource(path=host.path, type=host.type)), [mount])


def claimed(claims: Mapping[str, Claim]) -> list[Mounted]:
    """Claims that each pod of a StatefulSet gets of its own, by the path at which it sees them."""
    return [
        Mounted(None, [k8s.VolumeMount(name=claim.name_at(path), mount_path=path, sub_path=claim.sub_path)])
        for path, claim in claims.items()
    ]


def claim_templates(claims: Mapping[str, Claim]) -> list[k8s.KubePersistentVolumeClaimProps]:
    """`volumeClaimTemplates` of a StatefulSet."""
    return [
        k8s.KubePersistentVolumeClaimProps(
            metadata=k8s.ObjectMeta(name=claim.name_at(path)),
            spec=claim_spec(claim),
        )
        for path, claim in claims.items()
    ]


def claim_spec(claim: Claim | OwnClaim) -> k8s.PersistentVolumeClaimSpec:
    """The disk that a claim asks for."""
    return k8s.PersistentVolumeClaimSpec(
        access_modes=[claim.access_mode],
        storage_class_name=claim.storage_class,
        resources=k8s.ResourceRequirements(requests={"storage": quantity(claim.size)}),
    )


def mounts_of(mounted: Sequence[Mounted], paths: Sequence[str]) -> list[k8s.VolumeMount]:
    """The mounts that show one of the paths."""
    return [mount for volume in mounted for mount in volume.mounts if mount.mount_path in paths]


def volume_name(path: str) -> str:
    """A volume's name for a writable path.

    >>> volume_name("/app/var/log")
    'writable-app-var-log'
    """
    return f"{WRITABLE}-{label_of(path)}"


@cache
def _empty_dir(path: str, folder: EmptyDir) -> Mounted:
    """Nothing of an app is in it, so each is made once."""
    source = k8s.EmptyDirVolumeSource(size_limit=quantity(folder.size_limit), medium=folder.medium)
    name = volume_name(path)
    return Mounted(k8s.Volume(name=name, empty_dir=source), [k8s.VolumeMount(name=name, mount_path=path)])


def _files(name: str, config: ConfigMap) -> list[k8s.VolumeMount]:
    """One mount for the whole folder; or one for each file, beside what the image holds in the folder."""
    if config.mount_path is None:
        return []
    if not config.single_files:
        return [k8s.VolumeMount(name=name, mount_path=config.mount_path, read_only=True)]
    return [
        k8s.VolumeMount(name=name, mount_path=f"{config.mount_path}/{key}", sub_path=key, read_only=True)
        for key in config.data
    ]


def _mounted(name: str, volume: AnyVolume, *, app: str) -> Mounted:
    read_only = True
    match volume:
        case ConfigMapVolume():
            made = k8s.Volume(name=name, config_map=k8s.ConfigMapVolumeSource(name=volume.name))
        case SecretVolume():
            made = k8s.Volume(name=name, secret=k8s.SecretVolumeSource(secret_name=volume.secret_name))
        case ClaimVolume():
            read_only = volume.read_only
            claim = k8s.PersistentVolumeClaimVolumeSource(claim_name=volume.claim_name, read_only=read_only or None)
            made = k8s.Volume(name=name, persistent_volume_claim=claim)
        case OwnClaim():
            read_only = False
            claim = k8s.PersistentVolumeClaimVolumeSource(claim_name=f"{app}-{name}")
            made = k8s.Volume(name=name, persistent_volume_claim=claim)
    mount = k8s.VolumeMount(
        name=name,
        mount_path=volume.mount_path,
        sub_path=volume.sub_path,
        read_only=read_only or None,
    )
    return Mounted(made, [mount])
