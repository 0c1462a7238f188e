"""What is asked of Argo CD, and what it says: through its Applications, as everybody else does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import Api

NAMESPACE = "argocd"
_REFRESH = "argocd.argoproj.io/refresh"


class Application(NamedTuple):
    """One Application, and what Argo CD wrote into it."""

    document: Document

    @property
    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = self.document.get("status") or {}
        return status

    @property
    def revision(self) -> str:
        """The commit that it was last compared with."""
        return str(self.status.get("sync", {}).get("revision", ""))

    @property
    def operation(self) -> dict[str, Any]:
        """The last sync, or the one that goes on."""
        operation: dict[str, Any] = self.status.get("operationState") or {}
        return operation

    @property
    def results(self) -> list[dict[str, Any]]:
        """What became of each object in that sync."""
        return (self.operation.get("syncResult") or {}).get("resources") or []

    @property
    def refused(self) -> set[str]:
        """Objects that could not be applied, `Kind/name`."""
        return {f"{row['kind']}/{row['name']}" for row in self.results if row.get("status") == "SyncFailed"}

    @property
    def synced_revision(self) -> str:
        """The commit of that sync."""
        return str((self.operation.get("syncResult") or {}).get("revision", ""))

    @property
    def is_running(self) -> bool:
        return self.operation.get("phase") in {"Running", "Terminating"} or "operation" in self.document

    @property
    def sync(self) -> str:
        """`Synced`, `OutOfSync` or `Unknown`."""
        return str(self.status.get("sync", {}).get("status", ""))

    @property
    def health(self) -> str:
        return str(self.status.get("health", {}).get("status", ""))

    @property
    def waits_for_a_person(self) -> bool:
        """Whether objects are to be pruned that nobody confirmed."""
        return self.is_running and "confirm" in str(self.operation.get("message", "")).lower()

    @property
    def leaves_what_left_git(self) -> bool:
        """Whether all that differs is to be deleted, and nobody does that by itself."""
        differing = [row for row in self.status.get("resources", ()) if row.get("status") != "Synced"]
        prunes = self.document.get("spec", {}).get("syncPolicy", {}).get("automated", {}).get("prune")
        return not prunes and bool(differing) and all(row.get("requiresPruning") for row in differing)

    def __str__(self) -> str:
        rows = [
            f"{row.get('kind')}/{row.get('name')} {row.get('status')} {row.get('health', {})}"
            for row in self.status.get("resources", ())
            if row.get("status") != "Synced" or row.get("health", {}).get("status") not in {None, "Healthy"}
        ]
        conditions = [f"{row['type']}: {row['message']}" for row in self.status.get("conditions", ())]
        said = self.operation.get("phase"), self.operation.get("message")
        return f"{self.document['metadata']['name']} {self.sync} {self.health} {said} {rows} {conditions}"


class ArgoCd:
    """Argo CD in the cluster."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def application(self, name: str) -> Application:
        """The Application as it is now; an empty one where there is none."""
        return Application(self._api.get("Application", NAMESPACE, name) or {"metadata": {"name": name}})

    def look(self, *names: str) -> None:
        """Asks Argo CD to look at Git now, as a webhook would."""
        for name in names:
            self._api.merge("Application", NAMESPACE, name, {"metadata": {"annotations": {_REFRESH: "normal"}}})

    def sync(self, name: str, revision: str) -> Application:
        """Syncs as a person does who presses the button, and waits for the end."""
        spec = self.application(name).document["spec"]
        options = spec["syncPolicy"].get("syncOptions", [])
        before = self.application(name).operation.get("startedAt")
        what = {"revision": revision, "syncOptions": options}
        time.sleep(1.1)  # the times of operations are whole seconds
        operation = {"initiatedBy": {"username": "gitops"}, "sync": what}
        self._api.merge("Application", NAMESPACE, name, {"operation": operation})
        return self.wait(
            name, "a sync by hand", lambda app: not app.is_running and app.operation.get("startedAt") != before
        )

    def settled(self, revision: str, *names: str, within: float = 120) -> None:
        """Waits until the Applications are where a commit wants them, and well."""
        for name in names:
            self.wait(name, f"{revision[:7]} synced and healthy", self._looking(name, revision, _is_at), within=within)

    def ended(self, revision: str, name: str, within: float = 120) -> Application:
        """Waits until a commit got as far as it gets: it is synced and well, or refused, or waits for a person."""

        def is_over(app: Application, revision: str) -> bool:
            if app.synced_revision == revision and (app.refused or app.waits_for_a_person):
                return True
            left = app.revision == revision and app.leaves_what_left_git and not app.is_running
            return left or _is_at(app, revision)

        return self.wait(name, f"{revision[:7]} to end", self._looking(name, revision, is_over), within=within)

    def _looking(
        self, name: str, revision: str, holds: Callable[[Application, str], bool]
    ) -> Callable[[Application], bool]:
        """Asks for a look as long as Argo CD has not seen the commit: a look that goes on may have begun before it."""
        self.look(name)

        def look_on(app: Application) -> bool:
            if app.revision != revision and _is_looked_at(app):
                self.look(name)
            return holds(app, revision)

        return look_on

    def wait(self, name: str, what: str, holds: Callable[[Application], bool], within: float = 120) -> Application:
        """Waits until something holds of an Application."""
        for _ in every(0.3, within):
            if holds(app := self.application(name)):
                return app
        pytest.fail(f"not within {within:.0f} s: {what}: {self.application(name)}")


def _is_at(app: Application, revision: str) -> bool:
    well = app.revision == revision and app.sync == "Synced" and app.health == "Healthy"
    return well and _is_looked_at(app) and not app.is_running


def _is_looked_at(app: Application) -> bool:
    """Whether Argo CD has done what `look` asks for."""
    return _REFRESH not in app.document["metadata"].get("annotations", {})


def every(pause: float, within: float) -> Iterator[float]:
    """Now and then, until it takes too long; the seconds that went by."""
    begin = time.monotonic()
    while (gone := time.monotonic() - begin) < within:
        yield gone
        time.sleep(pause)
