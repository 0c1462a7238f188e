"""Pairs of trees, planted: what was, what will be, and what a plan says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import yaml

from plainsail.findings.finding import Cause, DecidingLine, Finding
from plainsail.plan.changes import Comparison, ObjectChange, compared
from plainsail.plan.report import Plan, plan
from plainsail.plan.trees import Tree, read

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday."""

Files = Mapping[str, str]
HOME = "staging/backend"
IMAGE = "registry.example.com/team/app:v1.0.0@sha256:" + "a" * 64


def files(*texts: str, home: str = HOME) -> dict[str, str]:
    """One file for each text, in the folder of an app."""
    return {f"{home}/{number}.yaml": text for number, text in enumerate(texts)}


def comparison(before: Files, after: Files, *, kubernetes_version: str = "") -> Comparison:
    """Both trees, compared."""
    return compared(*read(Tree("before", before), Tree("after", after), versions={HOME: kubernetes_version}), NOW)


def change(before: str, after: str) -> ObjectChange:
    """The one change between two versions of an object."""
    [found] = comparison(files(before), files(after)).changes
    return found


def findings(name: str, before: Files, after: Files, *, kubernetes_version: str = "") -> list[Finding]:
    """What one consequence finds."""
    trees = comparison(before, after, kubernetes_version=kubernetes_version)
    return list(import_module(f"plainsail.plan.consequences.{name}").find(trees))


def told(name: str, before: str | Files, after: str | Files) -> list[str]:
    """What one consequence says, of texts or of trees."""
    old, new = (files(side) if isinstance(side, str) else side for side in (before, after))
    return [finding.message for finding in findings(name, old, new)]


def planned(before: Files, after: Files) -> Plan:
    """The whole plan; every change is set by one line."""
    return plan(comparison(before, after), set_by_a_line, before="before", after="after")


def set_by_a_line(cause: Cause) -> DecidingLine | None:
    """Every setting stands in one line."""
    return DecidingLine(f"of {cause.where.object}", "envs/backend/base.py", 7, "port = 80")


def manifest(kind: str, spec: Mapping[str, Any] | None = None, *, api: str = "v1", **fields: Any) -> str:
    """An object as YAML; `metadata` may be added to."""
    metadata = {"name": "backend", "namespace": "backend-staging"} | fields.pop("metadata", {})
    document = {"apiVersion": api, "kind": kind, "metadata": metadata} | fields
    return yaml.safe_dump(document | ({} if spec is None else {"spec": dict(spec)}), sort_keys=False)


def container(**fields: Any) -> dict[str, Any]:
    """A container named `app`."""
    return {"name": "app", "image": IMAGE} | fields


def pod(*containers: Mapping[str, Any], **spec: Any) -> dict[str, Any]:
    """A pod's template."""
    return {
        "metadata": {"labels": {"app.kubernetes.io/name": "backend"}},
        "spec": {"containers": [dict(each) for each in containers or (container(),)]} | spec,
    }


def deployment(*containers: Mapping[str, Any], template: Mapping[str, Any] | None = None, **spec: Any) -> str:
    """A Deployment of these containers."""
    selector = {"matchLabels": {"app.kubernetes.io/name": "backend"}}
    said = dict(template) if template else pod(*containers)
    return manifest("Deployment", {"selector": selector, "template": said} | spec, api="apps/v1")


def stateful_set(*containers: Mapping[str, Any], claims: Mapping[str, str] | None = None, **spec: Any) -> str:
    """A StatefulSet of these containers, with claims by name and size."""
    selector = {"matchLabels": {"app.kubernetes.io/name": "backend"}}
    templates = [
        {
            "metadata": {"name": name},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": size}}},
        }
        for name, size in (claims or {}).items()
    ]
    said = {"serviceName": "backend", "selector": selector, "template": pod(*containers)}
    return manifest("StatefulSet", said | {"volumeClaimTemplates": templates} | spec, api="apps/v1")


def cron_job(schedule: str, **spec: Any) -> str:
    """A CronJob."""
    said = {"schedule": schedule, "jobTemplate": {"spec": {"template": pod()}}} | spec
    return manifest("CronJob", said, api="batch/v1")


def autoscaler(least: int, most: int, **spec: Any) -> str:
    """An autoscaler of the Deployment."""
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "backend"}
    said = {"scaleTargetRef": target, "minReplicas": least, "maxReplicas": most} | spec
    return manifest("HorizontalPodAutoscaler", said, api="autoscaling/v2")


def scaled_object(**spec: Any) -> str:
    """A ScaledObject of the Deployment."""
    return manifest("ScaledObject", {"scaleTargetRef": {"name": "backend"}} | spec, api="keda.sh/v1alpha1")


def external_secret(parameters: Mapping[str, str], **spec: Any) -> str:
    """An ExternalSecret: variable to parameter."""
    data = [{"secretKey": name, "remoteRef": {"key": key}} for name, key in parameters.items()]
    store = {"kind": "ClusterSecretStore", "name": "store"}
    said = {"secretStoreRef": store, "data": data, "target": {"name": "backend"}} | spec
    return manifest("ExternalSecret", said, api="external-secrets.io/v1")


def ingress(*hosts: str, paths: Sequence[str] = ("/",), **fields: Any) -> str:
    """An Ingress for these hosts."""
    backend = {"service": {"name": "backend", "port": {"name": "http"}}}
    http = {"paths": [{"path": path, "pathType": "Prefix", "backend": backend} for path in paths]}
    spec = {"ingressClassName": "alb", "rules": [{"host": host, "http": http} for host in hosts]}
    return manifest("Ingress", spec | fields.pop("spec", {}), api="networking.k8s.io/v1", **fields)


def application(policy: Mapping[str, Any] | None = None, *, path: str = HOME, **fields: Any) -> str:
    """An Application that brings the app's folder."""
    spec: dict[str, Any] = {
        "project": "staging",
        "source": {"repoURL": "https://example.com/a.git", "targetRevision": "staging", "path": f"dist/{path}"},
        "destination": {"server": "https://kubernetes.default.svc", "namespace": "backend-staging"},
    }
    if policy is not None:
        spec["syncPolicy"] = dict(policy)
    metadata = {"name": "backend-staging", "namespace": "argocd"} | fields.pop("metadata", {})
    return manifest(
        "Application", spec | fields.pop("spec", {}), api="argoproj.io/v1alpha1", metadata=metadata, **fields
    )


def remaining() -> dict[str, str]:
    """An object that stays in the folder of the app, so that its Application has something to compare."""
    return {f"{HOME}/remaining.yaml": manifest("ServiceAccount")}


def in_argocd(*texts: str) -> dict[str, str]:
    """Files of Argo CD's own folder."""
    return files(*texts, home="argocd/staging")
