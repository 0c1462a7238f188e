"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.network import ingress_class_unclear
from tests.plainsail.checks.planted_app import app


def test_no_class() -> None:
    [finding] = ingress_class_unclear.check(app(("  ingressClassName: alb\n", "")))

    assert finding.message == "names no class, so only a cluster with a default class serves it"
    assert finding.severity is None


def test_both_ways_at_once() -> None:
    annotated = "kind: Ingress\nmetadata: {annotations: {kubernetes.io/ingress.class: alb}, name: backend"
    [finding] = ingress_class_unclear.check(app(("kind: Ingress\nmetadata: {name: backend", annotated)))

    assert finding.message == (
        "stands beside the annotation kubernetes.io/ingress.class; the API server refuses both together"
    )
    assert finding.severity == "error"
