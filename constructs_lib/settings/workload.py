"""Settings of every app that runs pods: image, variables, volumes, identity, nodes, jobs."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from constructs_lib.kubernetes.names import LONGEST_CRON_JOB
from constructs_lib.settings import names
from constructs_lib.settings.companions import Companions, PodSettings
from constructs_lib.settings.containers import ContainerSettings, Resources, Variables
from constructs_lib.settings.environment import Environment, reserved_labels
from constructs_lib.settings.errors import Path
from constructs_lib.settings.image import Image
from constructs_lib.settings.jobs import CronJob, Job, Migration
from constructs_lib.settings.layers import Problem, parts_of, rule, values_of
from constructs_lib.settings.made_secrets import MadeSecret, named
from constructs_lib.settings.network import NetworkPolicy
from constructs_lib.settings.once import once
from constructs_lib.settings.platform import ServiceAccount
from constructs_lib.settings.scheduling import Affinity, Toleration
from constructs_lib.settings.secrets import ExternalSecrets
from constructs_lib.settings.security import LEVELS, Relaxed, Security, place_of
from constructs_lib.settings.storage import ClaimVolume, ConfigMap, ConfigMapVolume, EmptyDir, OwnClaim, SecretVolume
from constructs_lib.settings.text import AbsolutePath, DnsLabel, DnsName, LabelKey, LabelValue, NotRoot, Quantity
from constructs_lib.settings.values import NONE, Map, Seq


class Workload(Environment, vocabulary=True):
    """An app that runs pods."""

    _kind: ClassVar[str] = ""
    """The kind of object that runs the app's own pods."""

    # What runs.
    image: Image
    """The app's image. Its tag and digest come from the image pin (`envs/<app>/image.json`), unless set here."""
    image_pull_secrets: Seq[DnsName] = ()
    """Secrets in the namespace with which nodes pull."""
    pod_user: NotRoot
    """The numeric user and group of every process, and the group of every volume (runAsUser, runAsGroup, fsGroup).
    Must be the USER of the image."""
    resources: Resources
    """What the container is given; jobs and workers too, unless they have their own."""
    env: Variables = NONE
    """Environment variables, beside those of `external_secrets` and `config_maps`.

    `$(NAME)` in a text stands for another variable, a secret too, in whatever order they are said.
    """
    external_secrets: ExternalSecrets | None = None
    """The app's secret variables and files: from SSM Parameter Store, or from another store (`provider`)."""
    more_external_secrets: Map[DnsLabel, ExternalSecrets] = NONE
    """Further ones, `<app>-<name>-<hash>`: of another store, or with files at another place."""
    config_maps: Map[DnsLabel, ConfigMap] = NONE
    """Files and variables of the app's own; the pods restart when they change."""
    writable_paths: Map[AbsolutePath, Quantity | EmptyDir] = NONE
    """Folders that the app may write, and how much; all else is read-only. They hide what the image holds there."""
    volumes: Map[DnsLabel, ConfigMapVolume | SecretVolume | ClaimVolume | OwnClaim] = NONE
    """Volumes from ConfigMaps, Secrets and claims that someone else makes, and claims of the app's own."""
    pod_labels: Map[LabelKey, LabelValue] = NONE
    """Further labels of pods."""
    pod_annotations: Map[LabelKey, str] = NONE
    """Further annotations of pods."""

    # What runs and ends.
    cron_jobs: Map[DnsLabel, CronJob] = NONE
    """Commands on a schedule."""
    migration: Migration | None = None
    """A command that runs in each sync, before the new pods."""

    # Who the pods are, and whom they may reach.
    service_account: ServiceAccount = ServiceAccount()
    """Who the pods are."""
    network_policy: NetworkPolicy | None = None
    """Who may talk to the pods, and to whom they may talk."""

    # Where pods run.
    node_selector: Map[LabelKey, LabelValue] = NONE
    """Labels that a node must have."""
    tolerations: Seq[Toleration] = ()
    """Taints that a node may have."""
    affinity: Affinity | None = None
    """Nodes that a pod must or should run on."""
    priority_class_name: DnsName | None = None
    """The PriorityClass of the pods."""

    @property
    @once
    def pinned_image(self) -> Image:
        """The app's image with the pin's tag and digest, unless the settings have their own."""
        if self.image.tag is None and self.image.digest is None and self._pin is not None:
            return replace(self.image, tag=self._pin.tag, digest=self._pin.digest)
        return self.image

    @property
    def secret_name(self) -> str | None:
        """The Secret of `external_secrets`, and the ExternalSecret that fills it."""
        return next((made.name for made in self.made_secrets if made.part is None), None)

    @property
    @once
    def made_secrets(self) -> Sequence[MadeSecret]:
        """The app's Secrets, and those that a worker or a job has for itself."""
        said: list[tuple[str | None, Path, ExternalSecrets, str | None]] = []
        if self.external_secrets is not None:
            said.append((None, ("external_secrets",), self.external_secrets, None))
        said += [(name, ("more_external_secrets", name), own, None) for name, own in self.more_external_secrets.items()]
        for path, value in parts_of(self):
            own = getattr(value, "external_secrets", None) if isinstance(value, ContainerSettings) else None
            if own is not None:
                said.append((str(path[-1]), (*path, "external_secrets"), own, str(path[-1])))
        return [
            MadeSecret(part, path, named(part, secrets, self), secrets, component)
            for part, path, secrets, component in said
        ]

    def secrets_of(self, component: str | None) -> Sequence[MadeSecret]:
        """Those that the pods of a component get: the app's, and its own."""
        return [made for made in self.made_secrets if made.component in (None, component)]

    @property
    def pinned_source(self) -> str | None:
        """The commit that the image was built from; None where no pin says so."""
        return self._pin.source if self._pin is not None and self.pinned_image is not self.image else None

    def _variables(self) -> Iterator[tuple[Path, Variables]]:
        """The plain variables of the app, and of all that runs in its image: jobs, workers, containers."""
        yield ("env",), self.env
        for path, value in parts_of(self):
            if isinstance(value, ContainerSettings) and getattr(value, "image", None) is None:
                yield (*path, "env"), value.env

    @rule
    def _migrations_are_hooks(self) -> Iterator[Problem]:
        """A Job is refused when it changes; only Argo CD makes it anew each time, and before the pods."""
        if self.migration is not None and self.tool != "ArgoCd":
            message = f"migration is a hook of Argo CD, and delivery is {self.tool}"
            yield ("migration",), f"{message}; take it out, and migrate in an init container"

    @rule
    def _variables_meet_once(self) -> Iterator[Problem]:
        """A variable is set in one place: Kubernetes would take the last, and people read the first."""
        secret = self._of_secrets()
        config = self._of_config_maps()
        for path, variables in self._variables():
            for name in sorted(variables.keys() & secret.keys()):
                yield (*path, name), f"{name} is a secret in {secret[name].path[0]} as well; set it in one place"
            for name in sorted(variables.keys() & config.keys()):
                yield (*path, name), f"{name} is in a ConfigMap with as_env as well; set it in one place"
        for name, count in config.items():
            if count > 1:
                yield ("config_maps",), f"{name} is in {count} ConfigMaps with as_env; set it in one"

    @rule
    def _secret_variables_meet_once(self) -> Iterator[Problem]:
        secret, config = self._of_secrets(), self._of_config_maps()
        for made in self.made_secrets:
            plain = {*self.env, *self._env_beside(made)} if made.component else set()
            for name in sorted(made.secrets.as_variables):
                where = "params" if name in made.secrets.params else "variables"
                path = (*made.path, where, name)
                if name in config:
                    yield path, f"{name} is in a ConfigMap with as_env as well; set it in one place"
                elif secret.get(name, made).path != made.path:
                    yield path, f"{name} is a secret in {secret[name].path[0]} as well; set it in one place"
                elif name in plain:
                    yield path, f"{name} is in env as well; set it in one place"

    def _of_secrets(self) -> dict[str, MadeSecret]:
        """Each secret variable of all pods, and the first Secret that gives it."""
        made = [each for each in self.made_secrets if each.component is None]
        return {name: each for each in reversed(made) for name in each.secrets.as_variables}

    def _of_config_maps(self) -> Counter[str]:
        """Each variable of ConfigMaps, and how many have it."""
        return Counter(key for config in self.config_maps.values() if config.as_env for key in config.data)

    def _env_beside(self, made: MadeSecret) -> Variables:
        """The plain variables of the component that has a Secret for itself."""
        return next((value for path, value in values_of(self) if path == (*made.path[:-1], "env")), NONE)

    @rule
    def _keys_are_short_once_filled(self) -> Iterator[Problem]:
        for made in self.made_secrets:
            for name, parameter in made.secrets.read.items() if made.secrets.provider == "ssm" else ():
                if len(self.filled(parameter.key)) > 1011:
                    where = "params" if name in made.secrets.params else "data"
                    yield (*made.path, where, name), f"the path of {name} is longer than SSM's 1011 characters"

    @rule
    def _secrets_are_told_apart(self) -> Iterator[Problem]:
        made = self.made_secrets
        components = {each.component for each in made} - {None}
        for name in self.more_external_secrets.keys() & components:
            yield ("more_external_secrets", name), f"{name!r} has a Secret for itself; choose another name"
        yield from self._too_long("more_external_secrets", 55)
        mounted = dict(self._mounts())
        for each in (each for each in made if each.secrets.mount_path):
            if each.component and each.secrets.mount_path in mounted:
                message = f"{each.secrets.mount_path} is mounted by {mounted[each.secrets.mount_path][0]} too"
                yield (*each.path, "mount_path"), f"{message}; mount one thing there"
            for setting in ("config_maps", "volumes"):
                if each.volume in getattr(self, setting):
                    yield (setting, each.volume), f"{each.volume!r} names a volume of secrets; choose another name"

    @rule
    def _containers_agree(self) -> Iterator[Problem]:
        for companions in self._companions():
            yield from companions.problems(shared=self._shared_paths())
            for path, what in companions.native():
                if self._before(29):
                    yield path, f"{what} is a native sidecar, which Kubernetes {self.kubernetes_version} does not know"

    def _companions(self) -> Iterator[Companions]:
        """The init containers and sidecars of each pod: of jobs and workers, and of the app itself."""
        for path, value in parts_of(self):
            if isinstance(value, PodSettings):
                yield Companions(path, value.init_containers, value.sidecars, ends=isinstance(value, Job))

    def _shared_paths(self) -> Collection[str]:
        """The paths of the app that a container of another image may share."""
        own = (volume.mount_path for volume in self.volumes.values() if isinstance(volume, OwnClaim))
        return {*self.writable_paths, *own}

    @rule
    def _names_are_free(self) -> Iterator[Problem]:
        """Names that tell volumes, and parts of the app, apart."""
        for name in self.config_maps.keys() & self.volumes.keys():
            yield ("volumes", name), f"a ConfigMap of the app is named {name!r} too; choose another name"
        for setting in ("config_maps", "volumes"):
            for name in getattr(self, setting):
                if name.startswith(f"{names.WRITABLE}-"):
                    yield (setting, name), f"{name!r} names a volume of writable_paths; choose another name"
        if names.MIGRATION in self.cron_jobs:
            yield component_taken("cron_jobs", names.MIGRATION)
        yield from self._too_long("cron_jobs", LONGEST_CRON_JOB)
        yield from self._too_long("config_maps", 63)

    def _too_long(self, setting: str, most: int) -> Iterator[Problem]:
        """Kubernetes adds to the names of jobs and pods, within 63 characters."""
        for name in getattr(self, setting):
            if len(whole := f"{self.app_name}-{name}") > most:
                yield (setting, name), f"the name {whole} has {len(whole)} characters; at most {most} fit"

    def _mounts(self) -> Iterator[tuple[str, Path]]:
        """Every path at which something is mounted, and the setting that says so."""
        yield from ((path, ("writable_paths", path)) for path in self.writable_paths)
        for name, config in self.config_maps.items():
            if config.mount_path and config.single_files:
                yield from ((f"{config.mount_path}/{key}", ("config_maps", name)) for key in config.data)
            elif config.mount_path:
                yield config.mount_path, ("config_maps", name)
        yield from ((volume.mount_path, ("volumes", name)) for name, volume in self.volumes.items())
        for made in self.made_secrets:
            if made.secrets.mount_path and made.component is None:
                yield made.secrets.mount_path, (*made.path, "mount_path")

    @rule
    def _mounts_do_not_meet(self) -> Iterator[Problem]:
        mounts = list(self._mounts())
        for path, count in Counter(path for path, _ in mounts).items():
            if count > 1:
                where = [setting for mounted, setting in mounts if mounted == path][-1]
                yield where, f"{path} is mounted {count} times; mount one thing there"

    @rule
    def _claims_are_free(self) -> Iterator[Problem]:
        """A claim that only one node, or one pod, may mount, keeps all other pods waiting."""
        others = next(self._pods_at_once(), None)
        for name, volume in self.volumes.items():
            if isinstance(volume, OwnClaim) and volume.access_mode != "ReadWriteMany" and others:
                holder = "one node" if volume.access_mode == "ReadWriteOnce" else "one pod"
                why, instead = others
                message = f"access_mode={volume.access_mode!r} is for {holder} at a time, but {why}"
                yield ("volumes", name, "access_mode"), f"{message}; {instead}set access_mode='ReadWriteMany'"

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        """Why more than one pod may want the app's volumes at the same time, and what else would help.

        Jobs alone wait for each other.
        """
        yield from ()

    def relaxations(self) -> Iterator[tuple[Path, str, Relaxed]]:
        """What is relaxed of the hardening: the setting, the container as findings print it, and what it is."""
        for path, value in parts_of(self):
            if isinstance(value, Relaxed):
                yield path, place_of(path[:-2], app=self.app_name, kind=self._kind), value

    @rule
    def _the_namespace_admits_what_is_relaxed(self) -> Iterator[Problem]:
        """The Pod Security Standard of a namespace of ours, which the API server holds against each pod."""
        level = self.namespace.pod_security
        for path, security in parts_of(self) if self.namespace.create else ():
            for name, needed, what in security.admitted_by() if isinstance(security, Security) else ():
                if LEVELS.index(needed) > LEVELS.index(level):
                    message = f"a namespace of pod_security={level!r} refuses containers {what}"
                    yield (*path, name), f"{message}; set namespace = change(pod_security={needed!r})"

    @rule
    def _pod_labels_are_free(self) -> Iterator[Problem]:
        yield from reserved_labels(("pod_labels",), self.pod_labels)


def component_taken(setting: str, name: str) -> Problem:
    """That a name of a setting is one that the constructs give to pods themselves."""
    return (setting, name), f"{name!r} names pods of the app's own; choose another name"


def reached_by_nobody(policy: NetworkPolicy | None, whom: str) -> Iterator[Problem]:
    """That nobody can be let in to what has no port."""
    if policy and policy.ingress_from:
        yield ("network_policy", "ingress_from"), f"ingress_from means nothing to {whom} on no port; take it out"
