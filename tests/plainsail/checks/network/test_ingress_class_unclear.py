"""The check of the same name."""

from __future__ import annotations

import dataclasses

import pytest

from plainsail.checks.network import ingress_class_unclear
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app


def test_no_class() -> None:
    [finding] = ingress_class_unclear.check(app(("  ingressClassName: alb\n", "")))

    assert finding.message == "names no class: without a default class in the cluster, perhaps nobody serves it"
    assert finding.severity is None


def annotated(value: str, version: str = "1.35") -> Manifests:
    annotation = f"kind: Ingress\nmetadata: {{annotations: {{kubernetes.io/ingress.class: {value}}}, name: backend"
    found = app(("kind: Ingress\nmetadata: {name: backend", annotation))
    return Manifests([dataclasses.replace(resource, kubernetes_version=version) for resource in found.resources])


@pytest.mark.parametrize(
    ("value", "version", "refused"),
    [("nginx", "1.35", "another class there, 'nginx'"), ("alb", "1.26", "both, before Kubernetes 1.27")],
)
def test_both_ways_at_once(value: str, version: str, refused: str) -> None:
    [finding] = ingress_class_unclear.check(annotated(value, version))

    stands = "stands beside the annotation kubernetes.io/ingress.class"
    assert finding.message == f"{stands}; the API server creates no Ingress with {refused}"
    assert finding.severity == "error"


def test_silent_where_both_ways_agree() -> None:
    assert not list(ingress_class_unclear.check(annotated("alb")))


@pytest.mark.parametrize(
    "name", ["kubernetes.io/ingress-class", "ingress.kubernetes.io/class", "kubernetes.io/ingressClass"]
)
def test_a_class_where_nobody_reads_it(name: str) -> None:
    annotated_elsewhere = f"kind: Ingress\nmetadata: {{annotations: {{{name}: alb}}, name: backend"
    changes = ("kind: Ingress\nmetadata: {name: backend", annotated_elsewhere), ("  ingressClassName: alb\n", "")
    [finding] = ingress_class_unclear.check(app(*changes))

    assert (finding.message, finding.severity) == ("nobody reads it; set ingressClassName: alb", "warning")
