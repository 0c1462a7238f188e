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


@pytest.mark.parametrize("value", ["alb", "nginx"])
def test_silent_on_both_ways_at_once(value: str) -> None:
    """Another class there is told by invalid-ingress."""
    assert not list(ingress_class_unclear.check(annotated(value)))


@pytest.mark.parametrize(
    "name", ["kubernetes.io/ingress-class", "ingress.kubernetes.io/class", "kubernetes.io/ingressClass"]
)
def test_a_class_where_nobody_reads_it(name: str) -> None:
    annotated_elsewhere = f"kind: Ingress\nmetadata: {{annotations: {{{name}: alb}}, name: backend"
    changes = ("kind: Ingress\nmetadata: {name: backend", annotated_elsewhere), ("  ingressClassName: alb\n", "")
    [finding] = ingress_class_unclear.check(app(*changes))

    assert (finding.message, finding.severity) == ("nobody reads it; set ingressClassName: alb", "warning")
