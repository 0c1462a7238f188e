"""What happened in the cluster, in its own order: every version of every object, as the API server tells it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import NamedTuple

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import Api


class Event(NamedTuple):
    """One version of one object."""

    type: str
    """`ADDED`, `MODIFIED` or `DELETED`."""
    kind: str
    document: Document

    @property
    def version(self) -> int:
        """The store counts all writes, of whatever kind, in one row."""
        return int(self.document["metadata"]["resourceVersion"])

    @property
    def name(self) -> str:
        return str(self.document["metadata"]["name"])

    @property
    def namespace(self) -> str | None:
        namespace: str | None = self.document["metadata"].get("namespace")
        return namespace


class History:
    """Watches kinds from now on."""

    def __init__(self, api: Api, *kinds: str) -> None:
        self._api = api
        self._events: list[Event] = []
        self._ended = threading.Event()
        for kind in kinds:
            _, version = api.listed(kind)
            threading.Thread(target=self._follow, args=(kind, version), daemon=True).start()

    def stop(self) -> None:
        """Forgets what comes from now on."""
        self._ended.set()

    def mark(self) -> int:
        """Now."""
        return len(self._events)

    def since(self, mark: int, kind: str, namespace: str | None = None) -> Iterator[Event]:
        """What happened to objects of a kind since then."""
        for event in self._events[mark:]:
            if event.kind == kind and namespace in {None, event.namespace}:
                yield event

    def _follow(self, kind: str, version: str) -> None:
        while not self._ended.is_set():
            try:
                for event in self._api.watch(kind, version):
                    if event["type"] == "ERROR":
                        _, version = self._api.listed(kind)
                        break
                    document = event["object"]
                    version = document["metadata"]["resourceVersion"]
                    if event["type"] != "BOOKMARK" and not self._ended.is_set():
                        self._events.append(Event(event["type"], kind, document))
            except OSError:
                self._ended.wait(0.5)
