"""Every setting of an app in an environment: its name, its type, its default, and what it does.

The text under a setting is its documentation; `plainsail explain` prints it.
"""

from __future__ import annotations

from dataclasses import replace

from constructs_lib.settings.command import Command
from constructs_lib.settings.containers import Container, Variables, Worker
from constructs_lib.settings.environment import EnvironmentBase
from constructs_lib.settings.escape import Patch, RawObject
from constructs_lib.settings.image import Image
from constructs_lib.settings.jobs import CronJob, Migration
from constructs_lib.settings.network import Ingress, NetworkPolicy, Service
from constructs_lib.settings.pin import Pin
from constructs_lib.settings.platform import ArgoCd, Aws, Namespace, ServiceAccount, SyncPolicy
from constructs_lib.settings.probes import Probe
from constructs_lib.settings.quantity import Quantity
from constructs_lib.settings.resources import Resources
from constructs_lib.settings.rules import check
from constructs_lib.settings.scaling import Hpa, PodDisruptionBudget, Shutdown, Strategy, TopologySpread
from constructs_lib.settings.scheduling import Affinity, Toleration
from constructs_lib.settings.secrets import ExternalSecrets
from constructs_lib.settings.storage import ClaimVolume, ConfigMap, ConfigMapVolume, EmptyDir, SecretVolume
from constructs_lib.settings.text import (
    AbsolutePath,
    Cluster,
    DnsLabel,
    DnsName,
    KubernetesVersion,
    LabelKey,
    LabelValue,
    Natural,
    Port,
    Positive,
    Template,
)
from constructs_lib.settings.value import NONE, Map, Seq


class Environment(EnvironmentBase, vocabulary=True):
    """The settings of one app in one environment. Subclasses say them; what none says keeps the default given here."""

    _pin: Pin | None

    # Where it lives.
    kubernetes_version: KubernetesVersion
    """The cluster's minor version, `1.35`; objects are checked against it."""
    cluster: Cluster = "https://kubernetes.default.svc"
    """The cluster as Argo CD knows it; the default is the one that Argo CD runs in."""
    namespace: Namespace
    """The namespace of the app's objects."""
    repository: str
    """The Git repository that Argo CD reads, as Argo CD writes it (`repoURL`)."""
    revision: Template
    """The Git ref that Argo CD follows for this environment; `{env}` is filled in."""
    argocd: ArgoCd
    """What is common to the Applications of one environment."""
    sync_policy: SyncPolicy = SyncPolicy()
    """How Argo CD brings `dist/` to the cluster."""

    # What runs.
    image: Image
    """The app's image. Its tag and digest come from the image pin (`envs/<app>/image.json`), unless said here."""
    image_pull_secrets: Seq[DnsName] = ()
    """Secrets in the namespace with which nodes pull."""
    command: Command | None = None
    """Replaces the image's ENTRYPOINT."""
    args: Seq[str] = ()
    """Replaces the image's CMD."""
    port: Port = 8080
    """The port that the app listens on: SERVER_NAME, container port, probes, Service and Ingress all follow it."""
    pod_user: Positive
    """The numeric user and group of every process, and the group of every volume (runAsUser, runAsGroup, fsGroup).
    Must be the USER of the image."""
    resources: Resources
    """What the container is given; jobs and workers too, unless they say their own."""
    env: Variables = NONE
    """Environment variables that are no secrets."""
    external_secrets: ExternalSecrets | None = None
    """Environment variables that are secrets, from SSM Parameter Store."""
    config_maps: Map[DnsLabel, ConfigMap] = NONE
    """Files and variables of the app's own; the pods restart when they change."""
    writable_paths: Map[AbsolutePath, Quantity | EmptyDir] = NONE
    """Folders that the app may write, and how much; all else is read-only. They hide what the image holds there."""
    volumes: Map[DnsLabel, ConfigMapVolume | SecretVolume | ClaimVolume] = NONE
    """Volumes from ConfigMaps, Secrets and claims that someone else makes."""
    init_containers: Map[DnsLabel, Container] = NONE
    """Containers that run, one after the other, before the app starts."""
    sidecars: Map[DnsLabel, Container] = NONE
    """Containers that run beside the app."""

    # How it is asked, scaled and replaced.
    readiness_probe: Probe | None = None
    """When it fails, the pod gets no requests."""
    liveness_probe: Probe | None = None
    """When it fails, the container is restarted; it must not depend on other systems."""
    startup_probe: Probe | None = None
    """Until it succeeds once the others do not ask: the time for a slow first boot."""
    replicas: Natural | None = None
    """How many pods, without `hpa`; 1 where neither is said."""
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    pod_disruption_budget: PodDisruptionBudget | None = None
    """How many pods a node drain may take at once; takes effect from two replicas on."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    shutdown: Shutdown = Shutdown()
    """How a pod leaves."""
    revision_history_limit: Natural = 3
    """Old ReplicaSets that are kept to look at; rolling back goes through Git."""
    progress_deadline_seconds: Positive = 600
    """Seconds without progress after which a rollout counts as failed."""

    # Beside the web pods.
    workers: Map[DnsLabel, Worker] = NONE
    """Deployments of the same image with another command."""
    cron_jobs: Map[DnsLabel, CronJob] = NONE
    """Commands on a schedule."""
    migration: Migration | None = None
    """A command that runs in each sync, before the new pods."""

    # How it is reached.
    service: Service = Service()
    """The Service in front of the web pods."""
    ingress: Ingress | None = None
    """The public address."""
    network_policy: NetworkPolicy | None = None
    """Who may talk to the pods, and to whom they may talk."""
    service_account: ServiceAccount = ServiceAccount()
    """Who the pods are."""

    # Where pods run.
    node_selector: Map[LabelKey, LabelValue] = NONE
    """Labels that a node must have."""
    tolerations: Seq[Toleration] = ()
    """Taints that a node may have."""
    affinity: Affinity | None = None
    """Nodes that a pod must or should run on."""
    topology_spread: Seq[TopologySpread] = ()
    """Spreads web pods, and the pods of each worker, over zones or nodes."""
    priority_class_name: DnsName | None = None
    """The PriorityClass of the pods."""

    # What it is called.
    part_of: LabelValue | None = None
    """The system that the app belongs to (label `app.kubernetes.io/part-of`)."""
    labels: Map[LabelKey, LabelValue] = NONE
    """Further labels of every object."""
    annotations: Map[LabelKey, str] = NONE
    """Further annotations of every object."""
    pod_labels: Map[LabelKey, LabelValue] = NONE
    """Further labels of pods."""
    pod_annotations: Map[LabelKey, str] = NONE
    """Further annotations of pods."""

    # For what no setting says.
    patches: Map[str, Patch] = NONE
    """Changes of rendered objects, by a name that only tells them apart."""
    objects: Map[str, RawObject] = NONE
    """Objects of one's own, by a name that only tells them apart."""

    # For `plainsail secrets` and `plainsail check`; nothing of it is rendered.
    aws: Aws | None = None
    """The account and region of the parameters, for `plainsail secrets`."""
    waivers: Map[str, str] = NONE
    """Findings that are meant: a check's id, and the reason."""

    def __init__(self, *, app: str, env: str, pin: Pin | None = None) -> None:
        """The settings of one app in one environment, checked as a whole. Raises `SettingsError`.

        `pin` is the image pin, for an image that says neither tag nor digest.
        """
        super().__init__(app=app, env=env)
        object.__setattr__(self, "_pin", pin)
        check(self)

    @property
    def pinned_image(self) -> Image:
        """The app's image with the pin's tag and digest, unless the settings say their own."""
        if self.image.tag is None and self.image.digest is None and self._pin is not None:
            return replace(self.image, tag=self._pin.tag, digest=self._pin.digest)
        return self.image
