"""Objects to plant faults in, as Python; judged by the real schemas, as `plainsail check` does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.objects import without_nulls
from plainsail.findings.finding import Finding
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.schemas import NoSchema, Schemas
from plainsail.schemas.problems import Problem

Document = dict[str, Any]

CRDS = Path(__file__).resolve().parents[3] / "imports" / "crds"


@cache
def schemas() -> Schemas:
    """The schemas that the project knows; made once, since compiling costs time."""
    return Schemas([CRDS])


def examined(
    *documents: Document,
    kubernetes_version: str = "1.35",
    environment: str | None = "staging",
    app: str | None = "backend",
) -> Manifests:
    """Manifests with what the schemas say of each object; `environment=None, app=None` for somebody's YAML."""
    sound: list[Resource] = []
    unsound: list[Resource] = []
    problems: dict[Resource, tuple[Problem, ...]] = {}
    unknown: dict[Resource, NoSchema] = {}
    for document in documents:
        each = Resource(without_nulls(document), "planted.yaml", 1, environment, app, kubernetes_version)
        try:
            problems[each] = tuple(schemas().problems(document, kubernetes_version))
        except NoSchema as error:
            unknown[each] = error
        readable = each in problems and all(problem.readable for problem in problems[each])
        (sound if readable else unsound).append(each)
    return Manifests(sound, unsound=unsound, problems=problems, unknown=unknown)


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Field and message of each finding."""
    return [(finding.where.field, finding.message) for finding in findings]


def made(kind: str, api_version: str = "v1", name: str = "backend", **fields: Any) -> Document:
    """An object of any kind, in the namespace `backend`."""
    metadata = {"name": name, "namespace": "backend"} | fields.pop("metadata", {})
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **fields}


def container(**fields: Any) -> Document:
    """The container `app`, with fields beside its name and image."""
    return {"name": "app", "image": "example.com/app:v1", **fields}


def pod_spec(*containers: Document, **fields: Any) -> Document:
    """A pod of these containers, or of the plain one."""
    return {"containers": list(containers) or [container()], **fields}


def workload(kind: str = "Deployment", pod: Document | None = None, **fields: Any) -> Document:
    """A Deployment, StatefulSet or DaemonSet of a pod; `fields` are those of its spec."""
    template = {"metadata": {"labels": {"app": "backend"}}, "spec": pod or pod_spec()}
    spec = {"selector": {"matchLabels": {"app": "backend"}}, "template": template, **fields}
    return made(kind, "apps/v1", spec=spec)


def job(pod: Document | None = None, **fields: Any) -> Document:
    """A Job of a pod that never restarts; `fields` are those of its spec."""
    return made("Job", "batch/v1", spec={"template": {"spec": pod or pod_spec(restartPolicy="Never")}, **fields})


def cron_job(pod: Document | None = None, **fields: Any) -> Document:
    """A CronJob of a pod that never restarts; `fields` are those of its spec."""
    inner = {"spec": job(pod)["spec"]}
    labels = {"app.kubernetes.io/component": "nightly"}
    spec = {"schedule": "0 3 * * *", "jobTemplate": inner, **fields}
    return made("CronJob", "batch/v1", metadata={"labels": labels}, spec=spec)


def service(**fields: Any) -> Document:
    """A Service of port 80; `fields` are those of its spec."""
    return made("Service", spec={"selector": {"app": "backend"}, "ports": [{"port": 80}], **fields})


def ingress(**fields: Any) -> Document:
    """An Ingress of example.com to the Service's port 80; `fields` are those of its spec."""
    return made("Ingress", "networking.k8s.io/v1", spec={"rules": [rule()], **fields})


def rule(host: str = "example.com", **path: Any) -> Document:
    """A rule of an Ingress with one path; `path` are fields of it."""
    backend = {"service": {"name": "backend", "port": {"number": 80}}}
    return {"host": host, "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend, **path}]}}
