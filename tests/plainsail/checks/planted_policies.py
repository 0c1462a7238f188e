"""NetworkPolicies to plant faults in, and what they are about."""

from __future__ import annotations

from typing import Any

from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import Document, container, examined, made, pod_spec, workload

DNS = {"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]}
"""A rule that opens port 53 of everybody."""


def policy(name: str = "policy", *, namespace: str = "backend", pods: Document | None = None, **spec: Any) -> Document:
    """A policy of the pods `app: backend`; `spec` holds `ingress`, `egress`, `policyTypes`."""
    selector = {"matchLabels": {"app": "backend"}} if pods is None else pods
    api = "networking.k8s.io/v1"
    return made("NetworkPolicy", api, name, metadata={"namespace": namespace}, spec={"podSelector": selector, **spec})


def deployment(*, name: str = "backend", namespace: str = "backend", **pod: Any) -> Document:
    """A Deployment of pods with the label `app`, that listen on 8080 as `http`."""
    document = workload(pod=pod_spec(container(ports=[{"name": "http", "containerPort": 8080}]), **pod))
    document["metadata"] = {"name": name, "namespace": namespace}
    document["spec"]["selector"]["matchLabels"] = document["spec"]["template"]["metadata"]["labels"] = {"app": name}
    return document


def space(name: str, /, **labels: str) -> Document:
    """A Namespace with labels."""
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def foreign(*documents: Document) -> Manifests:
    """Somebody's YAML, in one file."""
    return examined(*documents, environment=None, app=None)
