"""Small Ingresses and Services of somebody's YAML, and of a project's own, to plant faults of annotations in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

ALB = "alb.ingress.kubernetes.io/"


def ingress(
    annotations: Mapping[str, str] | None = None,
    *,
    name: str = "shop",
    host: str = "shop.example.com",
    path: str = "/",
    path_type: str = "Prefix",
    backend: str = "{service: {name: shop, port: {number: 80}}}",
    namespace: str = "shop",
    class_name: str = "alb",
) -> str:
    """One document: an Ingress with annotations, by their whole names."""
    return f"""
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: {name}, namespace: {namespace}, annotations: {json.dumps(dict(annotations or {}))}}}
spec:
  ingressClassName: {class_name}
  rules:
  - host: {json.dumps(host)}
    http: {{paths: [{{path: {json.dumps(path)}, pathType: {path_type}, backend: {backend}}}]}}
"""


def service(annotations: Mapping[str, str] | None = None, *, name: str = "shop", spec: str = "") -> str:
    """One document: a Service of port 80 that leads to the pods' port `http`; `spec` is further YAML of its spec."""
    return f"""
---
apiVersion: v1
kind: Service
metadata: {{name: {name}, namespace: shop, annotations: {json.dumps(dict(annotations or {}))}}}
spec: {{selector: {{app: shop}}, ports: [{{name: web, port: 80, targetPort: http}}]{spec}}}
"""


def alb(**annotations: str) -> dict[str, str]:
    """Annotations of the AWS Load Balancer Controller: `alb(listen_ports="...")`; a dot stands as two underscores."""
    return {f"{ALB}{name.replace('__', '.').replace('_', '-')}": value for name, value in annotations.items()}


def foreign(*texts: str) -> Manifests:
    """Somebody's YAML."""
    return manifests(*texts, environment=None, app=None)


def ours(*texts: str) -> Manifests:
    """A project's own tree, without Applications."""
    return manifests(*texts)
