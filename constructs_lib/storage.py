"""Volumes of a pod and where its containers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdk8s_plus_27 import k8s

from constructs_lib.k8s_values import quantity
from constructs_lib.settings import ClaimVolume, ConfigMap, ConfigMapVolume, EmptyDir, SecretVolume

AnyVolume = ConfigMapVolume | SecretVolume | ClaimVolume
Mounted = tuple[k8s.Volume, k8s.VolumeMount]


def writable(paths: Mapping[str, str | EmptyDir]) -> list[Mounted]:
    """Size-limited emptyDirs, one for each path: the only places that a container may write."""
    return [
        _empty_dir(path, folder if isinstance(folder, EmptyDir) else EmptyDir(folder)) for path, folder in paths.items()
    ]


def config_files(configs: Mapping[str, ConfigMap], *, app: str) -> list[Mounted]:
    """The app's own ConfigMaps that are to be seen as files."""
    return [
        (
            k8s.Volume(name=name, config_map=k8s.ConfigMapVolumeSource(name=f"{app}-{name}")),
            k8s.VolumeMount(name=name, mount_path=config.mount_path, read_only=True),
        )
        for name, config in configs.items()
        if config.mount_path
    ]


def existing(volumes: Mapping[str, AnyVolume]) -> list[Mounted]:
    """ConfigMaps, Secrets and claims that someone else makes."""
    return [_existing(name, volume) for name, volume in volumes.items()]


def mounts_of(mounted: Sequence[Mounted], paths: Sequence[str]) -> list[k8s.VolumeMount]:
    """The mounts that show one of the paths."""
    return [mount for _, mount in mounted if mount.mount_path in paths]


def volume_name(path: str) -> str:
    """A volume's name for a writable path.

    >>> volume_name("/app/var/log"), volume_name("/"), volume_name("/srv/My_Files")
    ('writable-app-var-log', 'writable-root', 'writable-srv-my-files')
    """
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in path.lower()).strip("-") or "root"
    return f"writable-{words}"[:63].rstrip("-")


def _empty_dir(path: str, folder: EmptyDir) -> Mounted:
    source = k8s.EmptyDirVolumeSource(size_limit=quantity(folder.size_limit), medium=folder.medium)
    name = volume_name(path)
    return k8s.Volume(name=name, empty_dir=source), k8s.VolumeMount(name=name, mount_path=path)


def _existing(name: str, volume: AnyVolume) -> Mounted:
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
    mount = k8s.VolumeMount(
        name=name,
        mount_path=volume.mount_path,
        sub_path=volume.sub_path,
        read_only=read_only or None,
    )
    return made, mount
