"""Objects to plant faults in: each function gives a sound object as text, with what a test wants changed."""

from __future__ import annotations

import json
from typing import Any

LABELS = {"app": "backend"}
PROBES = {
    "startupProbe": {"httpGet": {"path": "/live", "port": "http"}, "periodSeconds": 2, "failureThreshold": 30},
    "readinessProbe": {"httpGet": {"path": "/ready", "port": "http"}},
    "livenessProbe": {"httpGet": {"path": "/live", "port": "http"}, "periodSeconds": 20},
}
RESOURCES = {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}}


def container(name: str = "app", **said: Any) -> dict[str, Any]:
    """A container that serves, with probes, resources and `preStop`. None takes a field away."""
    sound = {
        "name": name,
        "image": f"registry.example/{name}:1.2.3",
        "ports": [{"name": "http", "containerPort": 8080}],
        "resources": RESOURCES,
        "lifecycle": {"preStop": {"sleep": {"seconds": 5}}},
        **PROBES,
        **said,
    }
    return {key: value for key, value in sound.items() if value is not None}


def deployment(*containers: dict[str, Any], kind: str = "Deployment", pod: Any = None, **spec: Any) -> str:
    """A Deployment (or another kind with a template) of these containers, or of a sound one; `pod` adds to its spec."""
    template = {
        "metadata": {"labels": LABELS},
        "spec": {"containers": list(containers) or [container()], **(pod or {})},
    }
    return _text(kind, "apps/v1", {"selector": {"matchLabels": LABELS}, "template": template, **spec})


def service(**spec: Any) -> str:
    """A Service in front of the pods."""
    ports = [{"name": "http", "port": 80, "targetPort": "http"}]
    return _text("Service", "v1", {"selector": LABELS, "ports": ports, **spec})


def ingress(**annotations: str) -> str:
    """An Ingress in front of the Service."""
    paths = [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "backend", "port": {"name": "http"}}}}]
    return _text("Ingress", "networking.k8s.io/v1", {"rules": [{"http": {"paths": paths}}]}, annotations=annotations)


def autoscaler(*metrics: dict[str, Any], name: str = "backend", kind: str = "Deployment", **spec: Any) -> str:
    """An autoscaler of the Deployment, from 1 to 3 pods."""
    said = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": kind, "name": "backend"},
        "minReplicas": 1,
        "maxReplicas": 3,
        "metrics": list(metrics) or [utilization("cpu", 70)],
        **spec,
    }
    return _text("HorizontalPodAutoscaler", "autoscaling/v2", said, name=name)


def scaled_object(*triggers: dict[str, Any], name: str = "backend", **spec: Any) -> str:
    """A ScaledObject of the Deployment, from 0 to 100 pods where nothing else is said."""
    said = {"scaleTargetRef": {"name": "backend"}, "triggers": list(triggers) or [cpu_trigger()], **spec}
    return _text("ScaledObject", "keda.sh/v1alpha1", said, name=name)


def cpu_trigger(percent: int = 70, **metadata: str) -> dict[str, Any]:
    """A trigger: percent of the CPU request of all containers, or of one."""
    return {"type": "cpu", "metricType": "Utilization", "metadata": {"value": str(percent), **metadata}}


def utilization(resource: str, percent: int, *, of: str | None = None) -> dict[str, Any]:
    """A metric: percent of the request of all containers, or of one."""
    target = {"type": "Utilization", "averageUtilization": percent}
    if of is None:
        return {"type": "Resource", "resource": {"name": resource, "target": target}}
    return {"type": "ContainerResource", "containerResource": {"name": resource, "container": of, "target": target}}


def disruption_budget(name: str = "backend", **spec: Any) -> str:
    """A budget that selects the pods."""
    said = {"selector": {"matchLabels": LABELS}, "unhealthyPodEvictionPolicy": "AlwaysAllow", **spec}
    return _text("PodDisruptionBudget", "policy/v1", said, name=name)


def claim(*modes: str) -> str:
    """A claim named `backend`."""
    resources = {"requests": {"storage": "1Gi"}}
    return _text("PersistentVolumeClaim", "v1", {"accessModes": list(modes), "resources": resources})


def limit_range() -> str:
    """A LimitRange that fills resources in."""
    default = {"cpu": "1", "memory": "1Gi"}
    return _text("LimitRange", "v1", {"limits": [{"type": "Container", "default": default, "defaultRequest": default}]})


def cron_job(schedule: str = "5 4 * * *", *, job: Any = None, name: str = "backend-sweep", **spec: Any) -> str:
    """A CronJob that is well: a zone, a deadline, Forbid. None takes a field away; `job` adds to the Job's spec."""
    pod = {"containers": [container("app", ports=None, **dict.fromkeys(PROBES))], "restartPolicy": "Never"}
    labels = {"app.kubernetes.io/component": "sweep"}
    said = {
        "schedule": schedule,
        "timeZone": "Europe/Paris",
        "startingDeadlineSeconds": 300,
        "concurrencyPolicy": "Forbid",
        "jobTemplate": {
            "spec": {
                "activeDeadlineSeconds": 600,
                "template": {"metadata": {"labels": labels}, "spec": pod},
                **(job or {}),
            }
        },
        **spec,
    }
    return _text("CronJob", "batch/v1", {key: value for key, value in said.items() if value is not None}, name=name)


def _text(kind: str, version: str, spec: Any, *, name: str = "backend", annotations: Any = None) -> str:
    metadata = {"name": name, "namespace": "backend", "annotations": annotations or {}}
    return json.dumps({"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec})
