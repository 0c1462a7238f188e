"""The smallest objects that refer to each other, and what a test asks of their graph."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import Graph, Node, graph_of
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.pods import TEMPLATES
from plainsail.yaml_reader import load_all

LABELS = {"app": "a"}
_CUSTOM = {
    "Bundle": "trust.cert-manager.io",
    "Certificate": "cert-manager.io",
    "ClusterIssuer": "cert-manager.io",
    "Issuer": "cert-manager.io",
    "IngressRoute": "traefik.io",
    "PodMonitor": "monitoring.coreos.com",
    "PushSecret": "external-secrets.io",
    "Rollout": "argoproj.io",
    "Route": "route.openshift.io",
    "ScaledJob": "keda.sh",
    "ScaledObject": "keda.sh",
    "SealedSecret": "bitnami.com",
    "ServiceMonitor": "monitoring.coreos.com",
    "TriggerAuthentication": "keda.sh",
    "VerticalPodAutoscaler": "autoscaling.k8s.io",
}


def an(kind: str, name: str = "a", spec: Mapping[str, Any] | None = None, **fields: Any) -> Document:
    """An object of a kind, in its group."""
    group = GROUPS.get(kind) if kind in GROUPS else _CUSTOM.get(kind, "gateway.networking.k8s.io")
    metadata = {"name": name, **fields.pop("metadata", {})}
    version = f"{group}/v1" if group else "v1"
    return {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": dict(spec or {}), **fields}


def workload(kind: str = "Deployment", name: str = "a", pod: Mapping[str, Any] | None = None, **spec: Any) -> Document:
    """A workload whose pod has this spec, beside a container."""
    template: Any = {
        "metadata": {"labels": LABELS},
        "spec": {"containers": [{"name": "app", "image": "i"}], **(pod or {})},
    }
    for key in reversed(TEMPLATES[kind][1:]):
        template = {key: template}
    return an(kind, name, {**template, **spec})


def relations(*objects: Document, complete: bool = True) -> list[str]:
    """Every relation of a graph in words, without remarks."""
    return [f"{edge.source} {edge.label} {edge.target}" for edge in graph_of(objects, complete=complete).edges]


def node(graph: Graph, shown: str) -> Node:
    """The one node of that kind and name."""
    [found] = [node for node in graph.nodes if str(node.key) == shown]
    return found


def blog() -> list[Document]:
    """WordPress with its database and its cache, as their charts make them: 47 objects, some that are not there."""
    return load_all((Path(__file__).parent / "blog.yaml").read_text(encoding="utf-8"))


def shuffled(objects: list[Document], seed: int) -> list[Document]:
    """The same objects in another order."""
    return random.Random(seed).sample(objects, len(objects))  # noqa: S311
