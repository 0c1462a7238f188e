"""An object leaves Git and stays in the cluster."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import application, files, findings, in_argocd, ingress, manifest, remaining, told

NAME = "left_behind"
CONFIG = files(manifest("ConfigMap"))


def test_an_application_that_does_not_prune_leaves_it_to_somebody() -> None:
    application_ = in_argocd(application({"automated": {"prune": False}})) | remaining()

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


def _project(namespace: str) -> str:
    server = "https://kubernetes.default.svc"
    spec = {
        "destinations": [{"server": server, "namespace": namespace}],
        "clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": namespace}],
    }
    metadata = {"name": "shop", "namespace": "argocd"}
    return manifest("AppProject", spec, api="argoproj.io/v1alpha1", metadata=metadata)


def _app(namespace: str) -> dict[str, str]:
    destination = {"server": "https://kubernetes.default.svc", "namespace": namespace}
    source = {"repoURL": "https://example.com/shop.git", "path": "dist/staging/backend"}
    spec = {"project": "shop", "destination": destination, "source": source}
    said = manifest("Application", spec, api="argoproj.io/v1alpha1", metadata={"namespace": "argocd"})
    place: dict[str, Any] = {"metadata": {"namespace": namespace}}
    objects = (
        manifest("Namespace", metadata={"name": namespace, "namespace": None}),
        manifest("ConfigMap", **place),
        manifest("CronJob", {"schedule": "0 3 * * *"}, api="batch/v1", **place),
        manifest("Deployment", {}, api="apps/v1", **place),
        ingress("shop.example.com", **place),
    )
    return files(*objects) | in_argocd(said, _project(namespace))


def test_an_app_that_moves_to_another_namespace_leaves_everything() -> None:
    before, after = _app("one"), _app("two")
    left = {finding.where.object: (finding.message, finding.severity) for finding in findings(NAME, before, after)}

    allowed = "the AppProject no longer allows the namespace one, and what it does not allow is not pruned"
    why = f"stays in the cluster: {allowed}"
    assert left == {
        "Namespace/one": (why.replace("the namespace one", "Namespace/one"), None),
        "ConfigMap/backend": (why, None),
        "CronJob/backend": (f"{why}; its jobs run twice, here and in the new namespace", "warning"),
        "Deployment/backend": (f"{why}; its pods run on beside the new ones", "warning"),
        "Ingress/backend": (
            f"{why}; beside the new one it claims shop.example.com, and requests go to the one or the other",
            "warning",
        ),
    }
    assert told("prune", before, after) == []


def test_a_namespace_that_is_no_longer_created_lives_on() -> None:
    namespace = manifest("Namespace", metadata={"name": "backend-staging", "namespace": None})
    rest = in_argocd(application(), _project("other")) | remaining()
    rest = {path: text.replace("project: staging", "project: shop") for path, text in rest.items()}

    [finding] = findings(NAME, rest | files(namespace), rest)

    assert finding.message.startswith("stays in the cluster: the AppProject no longer allows Namespace/backend-staging")
    assert finding.fix == "nothing, where somebody else keeps it from now on: what this change brings lives on in it"


@pytest.mark.parametrize("later", [{"prune": False}, {}])
def test_a_policy_that_changes_along_with_it_may_come_too_late(later: dict[str, Any]) -> None:
    """The Application and what brings it are synced side by side: the object goes by the old policy."""
    before = CONFIG | in_argocd(application({"automated": {"prune": True}})) | remaining()
    after = in_argocd(application({"automated": later})) | remaining()

    assert told(NAME, before, after) == []
    [message] = told("prune", before, after)
    assert message.startswith("is deleted; its Application prunes until it is told otherwise, which may come after")
