"""Everything that the tests act on and look at, in one hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import Api
from tests.gitops.argocd import ArgoCd, every
from tests.gitops.clone import Clone
from tests.gitops.facts import Snapshot
from tests.gitops.history import History
from tests.plainsail.parameter_store import Door

ENVIRONMENTS = ("staging", "production")


def root(environment: str) -> str:
    """The Application that brings the others, and itself."""
    return f"my-project-{environment}"


def app(environment: str) -> str:
    """The Application of the sample's app."""
    return f"backend-{environment}"


@dataclass
class World:
    """A cluster with Argo CD and External Secrets, and a project that is delivered to it."""

    api: Api
    argocd: ArgoCd
    clone: Clone
    history: History
    store: Door
    digests: tuple[str, str]

    def apply_root(self, environment: str) -> None:
        """What a person does once."""
        [document] = [
            document
            for document in self.clone.rendered(environment)
            if document["kind"] == "Application" and document["metadata"]["name"] == root(environment)
        ]
        self.api.apply(document)

    def deliver(self, message: str, *environments: str) -> str:
        """Commits, and moves the branches of these environments there; the commit."""
        commit = self.clone.commit(message)
        self.clone.move("main", *environments)
        return commit

    def settled(self, commit: str, environment: str, within: float = 120) -> None:
        """Waits until an environment is where a commit wants it."""
        self.argocd.settled(commit, root(environment), app(environment), within=within)

    def snapshot(self, environment: str) -> Snapshot:
        """What is rendered for an environment, as it is now."""
        return Snapshot(self.api, self.clone.rendered(environment))

    def one(self, kind: str, namespace: str, name: str = "backend") -> Document:
        """An object that must be there."""
        document = self.api.get(kind, namespace, name)
        assert document, f"{kind}/{name} is not in {namespace}"
        return document

    def secret(self, environment: str) -> Document:
        """The Secret that the ExternalSecret of the app fills."""
        [external] = [item for item in self.clone.rendered(environment) if item["kind"] == "ExternalSecret"]
        return self.one("Secret", f"backend-{environment}", external["spec"]["target"]["name"])

    def pods(self, environment: str) -> list[Document]:
        """The pods of the web Deployment that are not about to go."""
        labels = {"app.kubernetes.io/name": "backend", "app.kubernetes.io/component": "web"}
        return [
            pod
            for pod in self.api.items("Pod", f"backend-{environment}")
            if labels.items() <= pod["metadata"]["labels"].items() and not pod["metadata"].get("deletionTimestamp")
        ]

    def starved(self, mark: int, environment: str) -> set[str]:
        """Pods that could not start for want of a key, since a moment of the history."""
        return {
            event.name
            for event in self.history.since(mark, "Pod", f"backend-{environment}")
            for container in event.document.get("status", {}).get("containerStatuses", ())
            if container.get("state", {}).get("waiting", {}).get("reason") == "CreateContainerConfigError"
        }

    @contextmanager
    def slow_store(self, seconds: float) -> Iterator[None]:
        """Each answer of Parameter Store takes so long while the block lasts."""
        self.store.delay = seconds
        try:
            yield
        finally:
            self.store.delay = 0.0

    def start_over(self) -> None:
        """Brings all environments back to where the suite began, if a test left them elsewhere."""
        self.clone.restart()
        commit = self.deliver("Start over", *ENVIRONMENTS)
        for environment in ENVIRONMENTS:
            if not self.api.get("Application", "argocd", root(environment)):
                self.apply_root(environment)
            self.settled(commit, environment)

    def eventually(self, what: str, holds: Callable[[], bool], within: float = 60) -> None:
        """Waits until something holds."""
        for _ in every(0.5, within):
            if holds():
                return
        pytest.fail(f"not within {within:.0f} s: {what}")
