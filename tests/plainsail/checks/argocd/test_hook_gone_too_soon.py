"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import hook_gone_too_soon
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests


def _job(annotations: str, ttl: int) -> Manifests:
    return manifests(f"""
        apiVersion: batch/v1
        kind: Job
        metadata: {{name: migrate, annotations: {{{annotations}}}}}
        spec:
          ttlSecondsAfterFinished: {ttl}
          template: {{spec: {{restartPolicy: Never, containers: [{{name: app, image: a}}]}}}}
        """)


def test_a_hook_that_is_gone_before_argo_cd_looks() -> None:
    [finding] = hook_gone_too_soon.check(_job("argocd.argoproj.io/hook: PreSync", 0))

    assert finding.message == (
        "the hook may be gone 0 s after it finished, before Argo CD knows; the sync then waits for ever"
    )


def test_a_policy_of_no_hook() -> None:
    [finding] = hook_gone_too_soon.check(_job("argocd.argoproj.io/hook-delete-policy: HookSucceeded", 600))

    assert (finding.message, finding.severity) == ("does nothing without argocd.argoproj.io/hook", "info")


@pytest.mark.parametrize(
    ("annotations", "ttl"),
    [
        ("argocd.argoproj.io/hook: Sync", 600),
        ("argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: HookSucceeded", 600),
        ("helm.sh/hook: pre-install, argocd.argoproj.io/hook-delete-policy: HookSucceeded", 600),
        ("", 0),
    ],
)
def test_silent_about_the_sound(annotations: str, ttl: int) -> None:
    assert not list(hook_gone_too_soon.check(_job(annotations, ttl)))
