"""An object leaves Git and stays in the cluster."""

from __future__ import annotations

from tests.plainsail.plan.planted import application, files, findings, in_argocd, manifest, told

NAME = "left_behind"
CONFIG = files(manifest("ConfigMap"))


def test_an_application_that_does_not_prune_leaves_it_to_somebody() -> None:
    application_ = in_argocd(application({"automated": {"prune": False}}))

    assert told(NAME, CONFIG | application_, application_) == [
        "stays in the cluster: its Application does not prune by itself: it stays until somebody syncs with prune"
    ]


def test_an_object_may_ask_to_stay() -> None:
    annotations = {"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"}}

    [finding] = findings(NAME, files(manifest("ConfigMap", metadata=annotations)), {})

    assert finding.message == "stays in the cluster: it says Prune=false"
    assert finding.fix == "delete it by hand once nothing needs it"


def test_an_application_that_goes_alone_leaves_its_objects() -> None:
    messages = told(NAME, CONFIG | in_argocd(application()), {})

    assert messages == [
        "stays in the cluster: its Application goes, without the finalizer that would take its objects along"
    ]


def test_an_object_that_no_cascade_takes() -> None:
    finalizers = {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}
    annotations = {"annotations": {"argocd.argoproj.io/sync-options": "Delete=false"}}
    before = files(manifest("ConfigMap", metadata=annotations)) | in_argocd(application(metadata=finalizers))

    assert told(NAME, before, {}) == ["stays in the cluster: its Application goes, and it says Delete=false"]


def test_what_is_pruned_is_not_left() -> None:
    assert told(NAME, CONFIG, {}) == []


def test_a_hook_is_gone_already() -> None:
    hook = manifest("Job", api="batch/v1", metadata={"annotations": {"argocd.argoproj.io/hook": "Sync"}})

    assert told(NAME, files(hook), {}) == []
