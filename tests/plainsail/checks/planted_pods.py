"""Workloads to plant faults in: hardened as Pod Security "restricted" has it, one field changed at a time."""

from __future__ import annotations

import json
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests

IMAGE = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/backend:v1.0.0"

Fields = dict[str, Any]

_CONTAINER: Fields = {
    "name": "app",
    "image": IMAGE,
    "securityContext": {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    },
}
_POD: Fields = {
    "automountServiceAccountToken": False,
    "securityContext": {
        "fsGroup": 33,
        "runAsGroup": 33,
        "runAsNonRoot": True,
        "runAsUser": 33,
        "seccompProfile": {"type": "RuntimeDefault"},
    },
}


def container(**fields: Any) -> Fields:
    """A hardened container with other fields; None takes one away."""
    return merged(_CONTAINER, fields)


def workload(
    kind: str = "Deployment",
    *,
    name: str = "backend",
    pod: Fields | None = None,
    labels: dict[str, str] | None = None,
    annotations: dict[str, str] | None = None,
    **fields: Any,
) -> str:
    """A workload of one container with other `fields`, in a pod with other `pod` fields."""
    labels = labels or {"app": name}
    spec = merged({**_POD, "containers": [container(**fields)]}, pod or {})
    template: Fields = {"metadata": {"labels": labels, "annotations": annotations or {}}, "spec": spec}
    version = {"Deployment": "apps/v1", "DaemonSet": "apps/v1", "Pod": "v1"}.get(kind, "batch/v1")
    document: Fields = {"apiVersion": version, "kind": kind, "metadata": {"name": name, "namespace": "backend"}}
    match kind:
        case "Pod":
            document["metadata"].update(template["metadata"])
            document["spec"] = spec
        case "CronJob":
            document["spec"] = {"schedule": "0 7 * * *", "jobTemplate": {"spec": {"template": template}}}
        case "Job":
            document["spec"] = {"template": template}
        case _:
            document["spec"] = {"selector": {"matchLabels": labels}, "template": template}
    return json.dumps(document)


def namespace(level: str | None = "restricted", *, version: str | None = None) -> str:
    """The workloads' Namespace, which enforces a level."""
    labels = {"pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/enforce-version": version}
    said = {label: value for label, value in labels.items() if value}
    return json.dumps({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "backend", "labels": said}})


def foreign(*texts: str, version: str = "1.35") -> Manifests:
    """Somebody's plain YAML."""
    return manifests(*texts, environment=None, app=None, kubernetes_version=version)


def severity_of(check: Any, finding: Finding) -> Severity:
    """How grave a finding is: its own word, else its check's."""
    severity: Severity = finding.severity or check.SEVERITY
    return severity


def merged(below: Fields, above: Fields) -> Fields:
    """Mappings laid over each other; None takes a field away."""
    result = dict(below)
    for name, value in above.items():
        if isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        elif value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
