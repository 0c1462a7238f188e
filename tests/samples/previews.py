"""Previews of each shape of app: what they must say, and all that can be said of them."""

from __future__ import annotations

from constructs_lib.settings import Build, Environment, Image, PullRequests, Workload, change
from tests.samples.helm_release import LeastHelmRelease
from tests.samples.manifests import LeastManifests
from tests.samples.values import Least, LeastDaemon, LeastJobs, LeastStatefulService, LeastWorker


class Previewed(Environment):
    """What every preview says."""

    repository = "https://github.com/acme/shop.git"
    revision = "main"
    namespace = change(name="{app}-pr-number")
    previews = PullRequests(
        label="show me",
        limit=3,
        credentials="reader",
        credentials_key="pat",
        requeue_after_seconds=60,
        image_suffix="/previews",
    )


class PreviewedPods(Previewed, Workload):
    """Those that run an image of this repository."""

    image = Image("registry.example.com/backend", build=Build(dockerfile="Dockerfile", sources=["Dockerfile", "src"]))


class PreviewedWebService(PreviewedPods, Least):
    """A web service for each pull request."""


class PreviewedStatefulService(PreviewedPods, LeastStatefulService):
    """A stateful service for each pull request."""


class PreviewedWorker(PreviewedPods, LeastWorker):
    """A worker for each pull request."""


class PreviewedDaemon(PreviewedPods, LeastDaemon):
    """An agent for each pull request."""


class PreviewedJobs(PreviewedPods, LeastJobs):
    """Jobs for each pull request."""


class PreviewedHelmRelease(Previewed, LeastHelmRelease):
    """A release for each pull request; definitions stand outside namespaces."""

    crds = False


class PreviewedManifests(Previewed, LeastManifests):
    """Plain YAML for each pull request; what stands outside namespaces is left out."""

    without = [
        "BackupClass/standard",
        "ClusterRole/operator:manager",
        "ClusterRoleBinding/operator:manager",
        "CustomResourceDefinition/backupclasses.operator.example.com",
        "CustomResourceDefinition/backups.operator.example.com",
        "ValidatingWebhookConfiguration/operator",
    ]
