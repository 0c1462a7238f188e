"""What an app of any shape has: where it lives, what it is called, and what brings it there."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from constructs_lib.settings import names
from constructs_lib.settings.containers import FieldRef
from constructs_lib.settings.delivery import ArgoCd, Flux, SyncPolicy, Tool
from constructs_lib.settings.errors import Path
from constructs_lib.settings.escape import Patch, RawObject
from constructs_lib.settings.image import Image, Pin
from constructs_lib.settings.layers import Problem, Settings, parts_of, rule
from constructs_lib.settings.platform import Aws, Namespace
from constructs_lib.settings.previews import PULL_REQUEST, PullRequests, github_of, holds_number
from constructs_lib.settings.text import (
    Cluster,
    DnsLabel,
    GithubEnvironment,
    KubernetesVersion,
    LabelKey,
    LabelValue,
    Template,
)
from constructs_lib.settings.values import NONE, Map, Seq
from constructs_lib.settings.waivers import Waiver

IN_CLUSTER: Final = "https://kubernetes.default.svc"
"""The cluster that Argo CD runs in, as Argo CD knows it."""
RESERVED_LABELS: Final[Mapping[str, str]] = {
    names.COMPONENT: "the part of the app",
    names.MANAGED_BY: "Plainsail",
    names.NAME: "the app's name",
    names.PART_OF: "the setting part_of",
    names.VERSION: "the image's tag",
}
"""Labels that constructs write, and what decides them."""


class Environment(Settings, vocabulary=True):
    """The settings of one app in one environment. What no class sets keeps the default given here."""

    _pin: Pin | None

    # Where it lives.
    kubernetes_version: KubernetesVersion
    """The cluster's minor version, `1.35`; objects are checked against it."""
    cluster: Cluster = IN_CLUSTER
    """The cluster, as Argo CD knows it; the default is the one that Argo CD runs in. Elsewhere a name that tells it
    from other clusters: nothing renders it."""
    namespace: Namespace
    """The namespace of the app's objects."""
    repository: str
    """The Git repository that holds `dist/`, as Argo CD (`repoURL`) or Flux (`url`) reads it."""
    revision: Template
    """The Git ref that brings this environment; `{env}` is filled in."""
    delivery: ArgoCd | Flux | None
    """What brings `dist/` to the cluster, one for all apps of an environment; with None somebody applies it, app by
    app: `kubectl apply -f dist/<env>/<app>`."""
    sync_policy: SyncPolicy = SyncPolicy()
    """How Argo CD brings the app's folder; refused where something else brings it."""
    previews: PullRequests | None = None
    """Runs the environment once for each pull request, at its head, in a namespace of its own.

    `pr-number` in a setting is the pull request's number there: `pr-7`. `revision` is the branch that is trusted with
    the ApplicationSet.
    """

    # What it is called.
    part_of: LabelValue | None = None
    """The system that the app belongs to (label `app.kubernetes.io/part-of`)."""
    labels: Map[LabelKey, LabelValue] = NONE
    """Further labels of every object."""
    annotations: Map[LabelKey, str] = NONE
    """Further annotations of every object."""

    # For what no setting covers.
    patches: Map[str, Patch] = NONE
    """Changes of rendered objects, by a name that only tells them apart."""
    objects: Map[str, RawObject] = NONE
    """Objects of one's own, by a name that only tells them apart."""

    # For the pipelines; nothing of it is rendered.
    follows: DnsLabel | None = None
    """The environment that must have run a commit before this one may; None where each push to main moves it."""
    approval: GithubEnvironment | None = None
    """The environment of GitHub whose reviewers are asked before a commit is promoted to this one.

    Where `follows` is set, it is said, be it None: a release that asks nobody is meant.
    """

    # For `plainsail secrets` and `plainsail check`; nothing of it is rendered.
    aws: Aws | None = None
    """The account and region of the parameters, for `plainsail secrets`."""
    waivers: Map[str, str | Waiver | Seq[Waiver]] = NONE
    """Findings that are meant: a check's id, and the reason; `Waiver("reason", only=["Deployment/backend app"])` where
    only those of some objects or containers are, and a list of them where the reasons differ."""

    def __init__(self, *, app: str, env: str, pin: Pin | None = None) -> None:
        """The settings of one app in one environment, checked as a whole. Raises `SettingsError`.

        `pin` is the image pin, for an image that has neither tag nor digest.
        """
        object.__setattr__(self, "_pin", pin)
        super().__init__(app=app, env=env)

    @rule
    def _names_fit(self) -> Iterator[Problem]:
        if len(namespace := self.filled(self.namespace.name)) > 63:
            yield ("namespace", "name"), f"the namespace {namespace} has {len(namespace)} characters; at most 63 fit"

    @rule
    def _delivery_can_bring_it(self) -> Iterator[Problem]:
        """Whatever only one tool understands would be lost without a word, or refused in the cluster."""
        if self.sync_policy != SyncPolicy() and self.tool != "ArgoCd":
            yield ("sync_policy",), f"sync_policy is for Argo CD, and delivery is {self.tool}; take it out"
        if self.tool == "Flux" and isinstance(flux := self.delivery, Flux):
            yield from _refused_by_flux(self, flux)

    @rule
    def _previews_can_be_told_apart(self) -> Iterator[Problem]:
        if self.previews is None:
            return
        if not isinstance(self.delivery, ArgoCd):
            yield ("previews",), "previews are made by Argo CD alone; say delivery = ArgoCd(...), or take previews out"
        if github_of(self.repository) is None:
            message = f"repository={self.repository!r} is not at GitHub, whose pull requests alone have previews"
            yield ("previews",), f"{message}; take previews out"
        if not self.namespace.name.endswith(PULL_REQUEST) or not holds_number(self.namespace.name):
            message = f"namespace={self.namespace.name!r} is the same for each pull request"
            yield ("namespace", "name"), f"{message}; end it in the number: '{{app}}-{PULL_REQUEST}'"
        if not self.namespace.create:
            message = "create=False, and nobody else makes a namespace for each pull request"
            yield ("namespace", "create"), f"{message}; take create out"
        for name in ("follows", "approval"):
            if getattr(self, name) is not None:
                yield (name,), f"{name} is for what is promoted, and a preview is closed; say {name} = None"

    @rule
    def _labels_are_free(self) -> Iterator[Problem]:
        yield from reserved_labels(("labels",), self.labels)
        yield from reserved_labels(("namespace", "labels"), self.namespace.labels)

    @rule
    def _images_say_their_build(self) -> Iterator[Problem]:
        """The image pin is that of the app's image; every other one has a tag or digest itself."""
        for path, value in parts_of(self):
            if isinstance(value, Image) and len(path) > 1:
                if value.tag is None and value.digest is None:
                    message = f"image={value.repository!r} has neither tag nor digest"
                    yield path, f"{message}; set tag=..., digest=..., or both"
                if value.build is not None:
                    message = f"image={value.repository!r} is not the app's own, so no pipeline builds it"
                    yield (*path, "build"), f"{message}; take build out"

    @rule
    def _variables_are_known_to_the_cluster(self) -> Iterator[Problem]:
        """`status.hostIPs` came with Kubernetes 1.29."""
        for path, value in parts_of(self):
            if isinstance(value, FieldRef) and value.field_path == "status.hostIPs" and self._before(29):
                message = f"{path[-1]} is status.hostIPs, which Kubernetes {self.kubernetes_version} does not know"
                yield path, f"{message}; use status.hostIP"

    @property
    def tool(self) -> Tool:
        """What brings the objects, and reads annotations of its own; the usual one where nothing is said yet."""
        delivery = self.delivery if hasattr(type(self), "delivery") else ArgoCd
        return None if delivery is None else "Flux" if isinstance(delivery, Flux) else "ArgoCd"

    @property
    def home(self) -> str:
        """What tells the cluster from others: its name or address."""
        if self.cluster in (IN_CLUSTER, "in-cluster"):
            return (isinstance(self.delivery, ArgoCd) and self.delivery.cluster) or IN_CLUSTER
        return self.cluster

    def _before(self, minor: int) -> bool:
        return int(self.kubernetes_version.partition(".")[2]) < minor


def _refused_by_flux(environment: Environment, flux: Flux) -> Iterator[Problem]:
    if not re.match(r"(https?|ssh)://", environment.repository):
        message = f"repository={environment.repository!r} is no address that Flux reads"
        yield ("repository",), f"{message}; write it as https://... or ssh://git@host/path"
    if environment.revision == "HEAD":
        yield ("revision",), "revision='HEAD' is nothing that Flux follows; name the branch"
    if "://" in environment.cluster and environment.cluster != IN_CLUSTER and not flux.kube_config:
        message = f"cluster={environment.cluster!r} is another cluster, which Flux reaches by a kubeconfig alone"
        yield ("cluster",), f"{message}; say Flux(kube_config=...), or a name where Flux runs in it"


def reserved_labels(path: Path, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Selectors rely on the labels that the constructs write: another value of theirs would be lost without a word."""
    for key in sorted(labels.keys() & RESERVED_LABELS.keys()):
        yield (*path, key), f"{key} is a label that {RESERVED_LABELS[key]} decides; take it out"
