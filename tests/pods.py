"""The pods in rendered objects, whatever makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.objects import Document, key_of

_TEMPLATES = {
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "Pod": (),
    "ReplicaSet": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}


@dataclass(frozen=True)
class Pod:
    """The pods of one workload."""

    of: str
    """The workload: `Deployment/backend`."""
    labels: dict[str, str]
    spec: dict[str, Any]

    @property
    def containers(self) -> list[dict[str, Any]]:
        """Init containers, too."""
        return [*self.spec.get("initContainers", []), *self.spec["containers"]]


def pods(documents: Iterable[Document]) -> Iterator[Pod]:
    """The pods of each workload."""
    for document in documents:
        if document["kind"] in _TEMPLATES:
            template: Any = document
            for field in _TEMPLATES[document["kind"]]:
                template = template[field]
            yield Pod(str(key_of(document)), template["metadata"].get("labels", {}), template["spec"])
