"""Stands in for scheduler and kubelet, where a control plane has no node.

It binds every pod to one node and says that it runs; the pod of a Job ends well. As a kubelet, it starts no container
that lacks a key of a Secret or a ConfigMap (`CreateContainerConfigError`). No container runs, and no probe is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import Api, Refused
from tests.gitops.stand_ins import beside

NODE = "stands-in"
_ROOM = {"cpu": "64", "memory": "256Gi", "pods": "500"}
_PAUSE = 0.2


@contextmanager
def kubelet(api: Api) -> Iterator[None]:
    """Runs pods while the block lasts."""
    api.apply({"apiVersion": "v1", "kind": "Node", "metadata": {"name": NODE}})
    try:
        with beside(_run, api):
            yield
    finally:
        api.delete("Node", None, NODE)


def _run(api: Api, ended: threading.Event) -> None:
    beat = 0
    while not ended.wait(_PAUSE):
        try:
            if beat % 50 == 0:  # the node's controller gives up after 40 s without a word
                api.merge("Node", None, NODE, {"status": _node()}, status=True)
            for pod in api.items("Pod"):
                _look_after(api, pod)
        except (OSError, Refused):
            continue
        beat += 1


def _look_after(api: Api, pod: Document) -> None:
    metadata, spec, status = pod["metadata"], pod["spec"], pod.get("status", {})
    if spec.get("nodeName") not in {None, NODE}:
        return
    if metadata.get("deletionTimestamp"):
        api.delete("Pod", metadata["namespace"], metadata["name"], grace=0)
    elif not spec.get("nodeName"):
        api.bind(pod, NODE)
    elif status.get("phase") == "Pending":
        now = _status(pod, _missing(api, pod))
        waits = [container.get("state") for container in status.get("containerStatuses", ())]
        if now["phase"] != "Pending" or waits != [container["state"] for container in now["containerStatuses"]]:
            api.merge("Pod", metadata["namespace"], metadata["name"], {"status": now}, status=True)


def _missing(api: Api, pod: Document) -> str | None:
    """The first key that a variable needs and that is not there."""
    for container in pod["spec"]["containers"]:
        for variable in container.get("env", ()):
            for kind, field in (("Secret", "secretKeyRef"), ("ConfigMap", "configMapKeyRef")):
                ref = variable.get("valueFrom", {}).get(field)
                if ref and not ref.get("optional"):
                    source = api.get(kind, pod["metadata"]["namespace"], ref["name"]) or {}
                    if ref["key"] not in (source.get("data") or {}):
                        return f"couldn't find key {ref['key']} in {kind} {ref['name']}"
    return None


def _status(pod: Document, missing: str | None) -> dict[str, Any]:
    ends = any(owner["kind"] == "Job" for owner in pod["metadata"].get("ownerReferences", ()))
    now = _now()
    state: dict[str, Any] = {"running": {"startedAt": now}}
    phase = "Running"
    if missing:
        phase, state = "Pending", {"waiting": {"reason": "CreateContainerConfigError", "message": missing}}
    elif ends:
        phase = "Succeeded"
        state = {"terminated": {"exitCode": 0, "reason": "Completed", "startedAt": now, "finishedAt": now}}
    ready = phase == "Running"
    containers = [
        {
            "name": container["name"],
            "image": container["image"],
            "imageID": "" if missing else container["image"],
            "ready": ready,
            "restartCount": 0,
            "state": state,
        }
        for container in pod["spec"]["containers"]
    ]
    conditions = {"PodScheduled": True, "Initialized": True, "ContainersReady": ready, "Ready": ready}
    return {
        "phase": phase,
        "startTime": now,
        "containerStatuses": containers,
        "conditions": [
            {"type": kind, "status": str(holds), "lastTransitionTime": now} for kind, holds in conditions.items()
        ],
    }


def _node() -> dict[str, Any]:
    ready = {"type": "Ready", "status": "True", "reason": "StandsIn", "message": "", "lastHeartbeatTime": _now()}
    return {"conditions": [ready | {"lastTransitionTime": _now()}], "capacity": _ROOM, "allocatable": _ROOM}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
