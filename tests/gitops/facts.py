"""What a change did: as `plan` predicts it, and as the API server shows it afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import KINDS, Api
from tests.gitops.argocd import NAMESPACE, Application

Key = tuple[str, str | None, str]
"""Kind, namespace and name of an object."""

_WRITTEN_BY_OTHERS = ("argocd.argoproj.io/", "deployment.kubernetes.io/")
_SERVERS = ("creationTimestamp", "generation", "managedFields", "resourceVersion", "finalizers")


class Facts(NamedTuple):
    """What matters of a change. Each holds objects as `Kind/name`."""

    restarted: frozenset[str]
    """Deployments whose pods were all replaced."""
    gone: frozenset[str]
    """Objects that left Git and the cluster."""
    stays: frozenset[str]
    """Objects that left Git alone."""
    refused: frozenset[str]
    """Objects that the API server, or the project, did not take."""
    added: frozenset[str]
    """Objects that are new in Git, and in the cluster."""


def predicted(rows: Iterable[dict[str, Any]]) -> Facts:
    """What the rows of `plan --format json` say."""
    said = list(rows)

    def of(*consequences: str) -> frozenset[str]:
        return frozenset(_plain(row["object"]) for row in said if row["consequence"] in consequences)

    asked = {_plain(row["object"]) for row in said if row["consequence"] == "prune" and "confirm" in row["message"]}
    stays = of("left-behind") | asked
    return Facts(
        restarted=frozenset(row for row in of("pods-restart") if row.startswith("Deployment/")),
        gone=frozenset(_plain(row["object"]) for row in said if row["change"] == "removed") - stays,
        stays=stays,
        refused=of("will-fail"),
        added=frozenset(_plain(row["object"]) for row in said if row["change"] == "added"),
    )


def mentioned(rows: Iterable[dict[str, Any]]) -> frozenset[str]:
    """Every object that a plan says anything of."""
    return frozenset(_plain(row["object"]) for row in rows)


class Snapshot:
    """What was rendered, as it is in the cluster at one moment."""

    def __init__(self, api: Api, rendered: Iterable[Document]) -> None:
        self.rendered = {key_of(document) for document in rendered}
        namespaces = {namespace for _, namespace, _ in self.rendered if namespace not in {None, NAMESPACE}}
        self.live: dict[Key, Document] = {}
        for kind in KINDS:
            for document in api.items(kind):
                place = document["metadata"].get("namespace") or document["metadata"]["name"]
                if place in namespaces or (place == NAMESPACE and kind in {"Application", "AppProject"}):
                    self.live[key_of(document | {"kind": kind})] = document
        self.pods: dict[Key, frozenset[str]] = dict(self._pods())

    def writes(self) -> dict[Key, str]:
        """What changes with any write of an object (by whom and when), but with one of its status or its scale."""
        return {key: _written(document) for key, document in self.live.items()}

    def _pods(self) -> Iterator[tuple[Key, frozenset[str]]]:
        """The pods of each Deployment that are not about to go."""
        for kind, namespace, name in self.live:
            if kind == "Deployment":
                yield (
                    (kind, namespace, name),
                    frozenset(
                        pod["metadata"]["uid"]
                        for (other, place, _), pod in self.live.items()
                        if other == "Pod" and place == namespace and self._owner(pod) == name
                        if not pod["metadata"].get("deletionTimestamp")
                    ),
                )

    def _owner(self, pod: Document) -> str | None:
        """The Deployment of a pod, by its ReplicaSet."""
        for owner in pod["metadata"].get("ownerReferences", ()):
            replicas = self.live.get((owner["kind"], pod["metadata"]["namespace"], owner["name"]))
            for above in replicas["metadata"].get("ownerReferences", ()) if replicas else ():
                return str(above["name"])
        return None


def observed(api: Api, before: Snapshot, after: Snapshot, app: Application) -> Facts:
    """What happened between two moments."""
    left = before.rendered - after.rendered
    there = {key for key in left if api.get(*key) is not None}
    return Facts(
        restarted=frozenset(
            label_of(key)
            for key, pods in before.pods.items()
            if pods and after.pods.get(key) and not pods & after.pods[key]
        ),
        gone=frozenset(map(label_of, left - there)),
        stays=frozenset(map(label_of, there)),
        refused=frozenset(app.refused),
        added=frozenset(label_of(key) for key in after.rendered - before.rendered if api.get(*key) is not None),
    )


def moved(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """Rendered objects that were there before and hold something else now."""
    both = before.rendered & after.rendered & before.live.keys() & after.live.keys()
    return frozenset(label_of(key) for key in both if _content(before.live[key]) != _content(after.live[key]))


def _written(document: Document) -> str:
    metadata = {key: value for key, value in document["metadata"].items() if key != "resourceVersion"}
    metadata["managedFields"] = [entry for entry in metadata.get("managedFields", ()) if not entry.get("subresource")]
    return json.dumps(document | {"metadata": metadata, "status": None}, sort_keys=True)


def _content(document: Document) -> str:
    """An object without what the server and the controllers write."""
    metadata = {key: value for key, value in document["metadata"].items() if key not in _SERVERS}
    annotations = metadata.pop("annotations", {})
    metadata["annotations"] = {
        key: value for key, value in annotations.items() if not key.startswith(_WRITTEN_BY_OTHERS)
    }
    spec = {key: value for key, value in document.get("spec", {}).items() if key != "replicas"}
    rest = {key: value for key, value in document.items() if key not in {"metadata", "spec", "status", "operation"}}
    return json.dumps([metadata, spec, rest], sort_keys=True)


def key_of(document: Document) -> Key:
    """What tells an object from all others here."""
    metadata = document["metadata"]
    return document["kind"], metadata.get("namespace"), metadata["name"]


def label_of(key: Key) -> str:
    """`Kind/name`, as `plan` says it."""
    return _plain(f"{key[0]}/{key[2]}")


def _plain(label: str) -> str:
    """An ExternalSecret without the hash of its content, which findings leave out and differences name."""
    return re.sub(r"(?<=^ExternalSecret/)(.*)-[0-9a-f]{8}$", r"\1", label)
