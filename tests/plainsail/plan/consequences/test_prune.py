"""An object leaves Git, and Argo CD deletes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import (
    HOME,
    application,
    container,
    cron_job,
    deployment,
    external_secret,
    files,
    findings,
    in_argocd,
    ingress,
    manifest,
    pod,
    remaining,
    told,
)

NAME = "prune"
PRUNING = in_argocd(application({"automated": {"prune": True}})) | remaining()
CRD = manifest("CustomResourceDefinition", {"group": "example.com"}, api="apiextensions.k8s.io/v1")

READER = {
    f"{HOME}/reader.yaml": manifest(
        "Deployment",
        {"template": pod(container(envFrom=[{"secretRef": {"name": "backend"}}]))},
        api="apps/v1",
        metadata={"name": "reader"},
    )
}

LOUD = {
    "Namespace": (manifest("Namespace"), "is deleted: everything in it goes with it, claims and Secrets included"),
    "claim": (
        manifest("PersistentVolumeClaim"),
        "is deleted: its data is lost, unless the volume's reclaim policy is Retain",
    ),
    "Secret": (manifest("Secret"), "is deleted: what it holds is nowhere in Git, or should not be"),
    "ExternalSecret": (
        external_secret({"A": "/a"}),
        (
            "is deleted: Secret/backend, which it owns, is garbage-collected with it, and Deployment/reader cannot do "
            "without: pods no longer start"
        ),
    ),
    "Ingress": (
        ingress("a.example.com"),
        "is deleted: a.example.com no longer answers, and its load balancer may go with it",
    ),
    "HTTPRoute": (
        manifest("HTTPRoute", {"hostnames": ["a.example.com"]}, api="gateway.networking.k8s.io/v1"),
        "is deleted: a.example.com no longer leads here, and the Gateway answers 404",
    ),
    "CRD": (CRD, "is deleted: every object of its kind, in all namespaces, goes with it"),
}


@pytest.mark.parametrize(("text", "message"), LOUD.values(), ids=LOUD)
def test_what_does_not_come_back_is_loud(text: str, message: str) -> None:
    [finding] = findings(NAME, files(text) | PRUNING | READER, PRUNING | READER)

    assert (finding.message, finding.severity) == (message, "error")
    assert "Prune=false" in (finding.fix or "")


@pytest.mark.parametrize(
    ("text", "severity"),
    [(deployment(), "warning"), (cron_job("0 3 * * *"), "warning"), (manifest("ConfigMap"), "info")],
)
def test_what_can_be_made_again_is_not(text: str, severity: str) -> None:
    [finding] = findings(NAME, files(text), {})

    assert (finding.severity, finding.fix) == (severity, "")


def test_a_secret_that_nobody_owns_stays() -> None:
    text = external_secret({"A": "/a"}, target={"name": "other", "creationPolicy": "Orphan"})

    assert told(NAME, files(text), {}) == ["is deleted: Secret/other stays (Orphan), and is no longer refreshed"]


def test_the_secret_of_a_certificate_stays() -> None:
    text = manifest("Certificate", {"secretName": "backend-tls"}, api="cert-manager.io/v1")

    assert told(NAME, files(text), {}) == [
        "is deleted: Secret/backend-tls stays, and nothing renews it: it ends when its certificate does"
    ]


def test_the_object_as_a_whole_is_the_cause() -> None:
    [finding] = findings(NAME, files(ingress("a.example.com")), {})

    assert (finding.causes[0].where.object, finding.causes[0].where.field) == ("Ingress/backend", "")


BY_HAND = in_argocd(application({"automated": {}}))
NOT_AUTOMATED = in_argocd(application())
TOLD_NOT_TO = in_argocd(application({"automated": {"prune": True}, "syncOptions": ["Prune=false"]}))


def annotated(options: str) -> str:
    return manifest("Namespace", metadata={"annotations": {"argocd.argoproj.io/sync-options": options}})


def test_somebody_is_asked_first() -> None:
    [finding] = findings(NAME, files(annotated("Prune=confirm")), {})

    assert finding.message.endswith("; Argo CD waits until somebody confirms it (Prune=confirm)")
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (files(annotated("Prune=false")), {}),
        (files(annotated("ServerSideApply=true, Prune=false")), {}),
        (files(manifest("Namespace")) | BY_HAND, BY_HAND | remaining()),
        (files(manifest("Namespace")) | NOT_AUTOMATED, NOT_AUTOMATED | remaining()),
        (files(manifest("Namespace")) | TOLD_NOT_TO, TOLD_NOT_TO | remaining()),
        (files(manifest("Job", api="batch/v1", metadata={"annotations": {"argocd.argoproj.io/hook": "Sync"}})), {}),
    ],
    ids=["annotation", "among others", "no prune", "by hand", "application", "hook"],
)
def test_what_stays_is_not_pruned(before: dict[str, str], after: dict[str, str]) -> None:
    assert told(NAME, before, after) == []


def test_an_application_that_cascades_takes_all_along() -> None:
    finalizers: dict[str, Any] = {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}
    before = files(manifest("ConfigMap")) | in_argocd(application(metadata=finalizers))

    messages = told(NAME, before, {})

    assert "is deleted; its Application goes, with all that it brought" in messages


def test_an_object_that_only_changes_is_not_pruned() -> None:
    assert told(NAME, ingress("a.example.com"), ingress("b.example.com")) == []
