"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import hook_before_its_needs
from tests.plainsail.checks.planted_app import app, foreign

JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: backend-ENV, annotations: {HOOK}}
spec:
  template:
    spec:
      serviceAccountName: backend
      restartPolicy: Never
      containers:
      - name: app
        image: example.com/app:v1
        env: [{name: API_KEY, valueFrom: {secretKeyRef: {name: backend, key: API_KEY}}}]
"""


def test_a_pre_sync_hook_that_needs_the_secret() -> None:
    messages = [
        finding.message
        for finding in hook_before_its_needs.check(app(more=JOB.replace("HOOK", "argocd.argoproj.io/hook: PreSync")))
    ]

    assert messages == [
        "runs before the sync, which brings ExternalSecret/backend",
        "runs before the sync, which brings ServiceAccount/backend",
    ]


def test_helm_s_hooks_before_the_installation() -> None:
    hook = 'helm.sh/hook: "pre-install,pre-upgrade"'

    assert (
        len(list(hook_before_its_needs.check(foreign(more=JOB.replace("HOOK", hook).replace("ENV", "staging"))))) == 2
    )


@pytest.mark.parametrize("hook", ["argocd.argoproj.io/hook: Sync", "helm.sh/hook: post-install", ""])
def test_silent_about_what_runs_later(hook: str) -> None:
    assert not list(hook_before_its_needs.check(app(more=JOB.replace("HOOK", hook))))


def test_silent_when_the_needs_are_hooks_too() -> None:
    hook = "argocd.argoproj.io/hook: PreSync"
    secret = ('annotations: {argocd.argoproj.io/sync-wave: "-2"}}\nspec:', f"annotations: {{{hook}}}}}\nspec:")
    account = ("kind: ServiceAccount\nmetadata: {", f"kind: ServiceAccount\nmetadata: {{annotations: {{{hook}}}, ")

    assert not list(hook_before_its_needs.check(app(secret, account, more=JOB.replace("HOOK", hook))))
