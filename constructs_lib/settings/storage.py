"""What containers may write, and what they are given to read."""

from dataclasses import field
from typing import Literal

from constructs_lib.kubernetes.names import label_of
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import AbsolutePath, DnsLabel, DnsName, FileName, Quantity, RelativePath
from constructs_lib.settings.values import Map, setting


@setting
class EmptyDir:
    """A writable folder that lives as long as its pod, where more than its size matters."""

    size_limit: Quantity = field(kw_only=False)
    """The most that it may hold; beyond, the pod is evicted."""
    medium: Literal["Memory"] | None = None
    """Memory keeps it in RAM, counted against the memory limit."""


@setting
class ConfigMap:
    """Files or variables that are no secrets. The pods restart when they change."""

    data: Map[FileName, str]
    """File name to content, or variable to value."""
    mount_path: AbsolutePath | None = None
    """The folder in which the files appear; it hides what the image holds there."""
    single_files: bool = False
    """Each key is mounted as a file of its own (`subPath`), beside what the image holds in the folder."""
    as_env: bool = False
    """Each key is a variable (`configMapKeyRef`)."""

    def __post_init__(self) -> None:
        if self.mount_path is None and not self.as_env:
            raise SettingsError("nothing reads this ConfigMap; set mount_path=..., as_env=True, or both")
        if self.single_files and self.mount_path is None:
            raise SettingsError("single_files needs the folder; set mount_path=...", path=("single_files",))


@setting
class Volume:
    """Something that exists beside the app, mounted into its containers."""

    mount_path: AbsolutePath
    """Where it appears."""
    sub_path: RelativePath | None = None
    """One file or folder of it (`subPath`); such a file does not follow later changes."""


@setting
class ConfigMapVolume(Volume):
    """A ConfigMap that someone else makes; read-only."""

    name: DnsName = field(kw_only=False)
    """The ConfigMap."""


@setting
class SecretVolume(Volume):
    """A Secret that someone else makes; read-only."""

    secret_name: DnsName = field(kw_only=False)
    """The Secret."""


@setting
class ClaimVolume(Volume):
    """A PersistentVolumeClaim that someone else makes."""

    claim_name: DnsName = field(kw_only=False)
    """The claim."""
    read_only: bool = False
    """Whether the containers may only read."""


@setting
class OwnClaim(Volume):
    """A disk of the app's own, `<app>-<name>`, that all of its pods share (a PersistentVolumeClaim).

    It is made with the app, and outlives it: no tool deletes it without a person. All of it is fixed once it
    exists, but for `size`, which may grow, and `sub_path`.
    """

    size: Quantity
    """How much it holds (`resources.requests.storage`)."""
    storage_class: DnsName | None = None
    """The StorageClass; without one it is the cluster's default."""
    access_mode: Literal["ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"] = "ReadWriteOnce"
    """Who may mount it at once: one node, one pod, or many nodes."""


@setting
class Claim:
    """A disk that each pod of a StatefulSet gets of its own, and keeps (an entry of `volumeClaimTemplates`).

    All of it is fixed once the StatefulSet exists, but for `sub_path`. A new file system holds a folder `lost+found`:
    a program that wants an empty folder gets one by `sub_path`, or is told to use a folder below the mount path.
    """

    size: Quantity = field(kw_only=False)
    """How much it holds (`resources.requests.storage`)."""
    name: DnsLabel | None = None
    """What the claims are called, `<name>-<app>-<number>`: without one, as the mount path reads, `var-lib-data`.

    Set it to adopt claims that are there, or to keep them where the path changes.
    """
    storage_class: DnsName | None = None
    """The StorageClass; without one it is the cluster's default."""
    access_mode: Literal["ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"] = "ReadWriteOnce"
    """Who may mount it at once: one node, one pod, or many nodes."""
    sub_path: RelativePath | None = None
    """The folder of it that the app sees (`subPath`): without one all of it."""

    def name_at(self, path: str) -> str:
        """The name of the template, for a claim that is mounted there."""
        return self.name or label_of(path)


@setting
class ClaimRetention:
    """What becomes of the claims of pods that go for good (`persistentVolumeClaimRetentionPolicy`)."""

    when_deleted: Literal["Retain", "Delete"] = "Retain"
    """When the StatefulSet goes, as it does when the app leaves Git: Delete takes the data along."""
    when_scaled: Literal["Retain", "Delete"] = "Retain"
    """When there are fewer replicas: Retain gives a pod that comes back its data."""


@setting
class HostPath:
    """A folder or file of the node (`hostPath`): whoever reads it reads what other pods, and the node, keep there."""

    path: AbsolutePath = field(kw_only=False)
    """Where it is on the node."""
    read_only: bool = True
    """False lets the app write to the node, which outlives the pod, and may take over the node."""
    type: Literal["Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket", "CharDevice", "BlockDevice"] = (
        "Directory"
    )
    """What must be there before the pod starts; those that create it make it root's."""
    mount_propagation: Literal["HostToContainer"] | None = None
    """HostToContainer shows what is mounted below it later on, such as the volumes of pods."""
