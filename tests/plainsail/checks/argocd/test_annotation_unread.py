"""The check of the same name."""

from __future__ import annotations

import json

import pytest

from plainsail.checks.argocd import annotation_unread
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests


def _config_map(where: str, name: str) -> Manifests:
    return manifests(
        f"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {{name: keep, {where}: {{{json.dumps(name)}: "1"}}}}
        """,
        environment=None,
        app=None,
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("argocd.argoproj.io/sync-option", "argocd.argoproj.io/sync-options"),
        ("argocd.argoproj.io/syncwave", "argocd.argoproj.io/sync-wave"),
        ("argocd.argoproj.io/hook-deletion-policy", "argocd.argoproj.io/hook-delete-policy"),
        ("argocd.argoproj.io/compare-option", "argocd.argoproj.io/compare-options"),
        ("argoproj.io/sync-wave", "argocd.argoproj.io/sync-wave"),
        ("argocd.argoproj.com/hook", "argocd.argoproj.io/hook"),
        ("agocd.argoproj.io/sync-options", "argocd.argoproj.io/sync-options"),
    ],
)
def test_a_misspelt_annotation(name: str, near: str) -> None:
    [finding] = annotation_unread.check(_config_map("annotations", name))

    assert finding.message == f"is no annotation that Argo CD reads; did you mean '{near}'?"
    assert finding.severity is None


def test_an_annotation_like_no_other_is_good_to_know() -> None:
    [finding] = annotation_unread.check(_config_map("annotations", "argocd.argoproj.io/team"))

    assert finding.severity == "info"


def test_an_annotation_among_the_labels() -> None:
    [finding] = annotation_unread.check(_config_map("labels", "argocd.argoproj.io/sync-wave"))

    assert finding.message == "Argo CD reads it as an annotation, not as a label"


def test_a_label_among_the_annotations() -> None:
    [finding] = annotation_unread.check(_config_map("annotations", "argocd.argoproj.io/secret-type"))

    assert finding.message == "Argo CD reads it as a label, not as an annotation"


def test_what_only_an_application_says() -> None:
    [finding] = annotation_unread.check(_config_map("annotations", "argocd.argoproj.io/manifest-generate-paths"))

    assert finding.message == "Argo CD reads it of an Application, not of a ConfigMap"


def test_a_subscription_without_a_trigger() -> None:
    name = "notifications.argoproj.io/subscribed.on-sync.slack"
    [finding] = annotation_unread.check(_config_map("annotations", name))

    assert finding.message == "subscribes to nothing: write notifications.argoproj.io/subscribe.<trigger>.<service>"


def test_the_pods_annotation_is_not_the_objects() -> None:
    [finding] = annotation_unread.check(
        manifests("""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          template:
            metadata: {annotations: {argocd.argoproj.io/sync-wave: "1"}}
            spec: {restartPolicy: Never, containers: [{name: app, image: a}]}
        """)
    )

    assert finding.message == "Argo CD reads it of the object itself, not of its pods"
    assert finding.where.field == 'spec.template.metadata.annotations["argocd.argoproj.io/sync-wave"]'


@pytest.mark.parametrize(
    "name",
    [
        "argocd.argoproj.io/hook",
        "argocd.argoproj.io/tracking-id",
        "argocd.argoproj.io/ignore-healthcheck",
        "argocd.argoproj.io/managed-by",
        "link.argocd.argoproj.io/logs",
        "notice.argocd.argoproj.io/content",
        "notifications.argoproj.io/subscribe.on-sync-failed.slack",
        "argocd-image-updater.argoproj.io/image-list",
        "rollouts.argoproj.io/hook",
        "helm.sh/hook",
        "example.com/sync-wave",
    ],
)
def test_silent_about_what_somebody_reads(name: str) -> None:
    assert not list(annotation_unread.check(_config_map("annotations", name)))


def test_a_misspelt_label() -> None:
    [finding] = annotation_unread.check(_config_map("labels", "argocd.argoproj.io/secret-types"))

    assert finding.message == "is no label that Argo CD reads; did you mean 'argocd.argoproj.io/secret-type'?"
