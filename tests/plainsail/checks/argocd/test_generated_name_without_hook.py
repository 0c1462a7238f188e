"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import generated_name_without_hook
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted_app import project


def _with(*annotations: str, synced: bool = True) -> Manifests:
    said = dict(annotation.split(": ") for annotation in annotations)
    document = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"generateName": "migrate-", "namespace": "backend-staging", "annotations": said},
        "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "app", "image": "a"}]}}},
    }
    job = Resource(document, "dist/staging/backend/Job.yaml", 1, "staging", "backend", "1.35")
    return Manifests([*(project().resources if synced else ()), job])


def test_nothing_can_be_applied_without_a_name() -> None:
    [finding] = generated_name_without_hook.check(_with())

    assert finding.message == "Argo CD can apply no object without a name, unless it is a hook"
    assert finding.severity is None


def test_a_hook_is_made_anew() -> None:
    assert not list(generated_name_without_hook.check(_with("argocd.argoproj.io/hook: Sync")))
    assert not list(generated_name_without_hook.check(_with("argocd.argoproj.io/sync-options: Replace=true")))


def test_silent_without_argo_cd() -> None:
    assert not list(generated_name_without_hook.check(_with(synced=False)))
