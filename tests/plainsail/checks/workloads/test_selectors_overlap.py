"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace

from plainsail.checks.workloads import selectors_overlap
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign

WORKER = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: backend-worker, namespace: NAMESPACE}
spec:
  selector: {matchLabels: {app: backend, component: web}}
  template:
    metadata: {labels: {app: backend, component: web, queue: mail}}
    spec: {containers: [{name: app, image: "example.com/app:v1"}]}
"""


def test_two_deployments_that_claim_each_other_s_pods() -> None:
    wide = (
        "selector: {matchLabels: {app: backend, component: web}}\n  template",
        "selector: {matchLabels: {app: backend}}\n  template",
    )
    [finding] = selectors_overlap.check(app(wide, more=WORKER.replace("NAMESPACE", "backend-staging")))

    assert finding.message == "app=backend,component=web matches the pods of Deployment/backend as well"
    assert finding.where.object == "Deployment/backend-worker"


def test_silent_in_another_namespace() -> None:
    assert not list(selectors_overlap.check(app(more=WORKER.replace("NAMESPACE", "elsewhere"))))


def test_silent_when_one_selector_alone_is_wide() -> None:
    own = WORKER.replace("NAMESPACE", "backend-staging").replace("component: web", "component: worker")

    assert not list(selectors_overlap.check(app(more=own)))


def test_silent_about_files_of_plain_yaml_that_may_be_alternatives() -> None:
    twins = foreign(more=WORKER.replace("NAMESPACE", "backend-staging"))
    one_file = Manifests([replace(each, path="all.yaml") for each in twins.resources])

    assert not list(selectors_overlap.check(twins))
    assert len(list(selectors_overlap.check(one_file))) == 1
