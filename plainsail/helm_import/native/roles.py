"""Which object of a chart is which of a web app's: the Deployment that serves, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError

_SINGLE = ("Service", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget", "ServiceAccount", "ExternalSecret")


@dataclass(frozen=True)
class Role:
    """An object of the chart, and the one of the settings that takes its place."""

    document: Document
    kind: str
    part: str = ""
    """A CronJob's name in the settings; empty for what is the app's own."""

    @property
    def name(self) -> str:
        """Its name in the chart."""
        return str(self.document["metadata"]["name"])


class Roles:
    """The objects of one release, sorted."""

    def __init__(self, documents: Sequence[Document], app: str) -> None:
        """Raises `ProjectError` where there is no Deployment that serves, or more than one."""
        self.documents = documents
        self.deployment = _serving(documents)
        self.roles = [Role(self.deployment, "Deployment")]
        for kind in _SINGLE:
            self.roles += [Role(document, kind) for document in self._of(kind)[:1]]
        prefixes = (f"{app}-", f"{self.deployment['metadata']['name']}-")
        for document in self._of("CronJob"):
            name = document["metadata"]["name"]
            part = next((name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)), name)
            self.roles.append(Role(document, "CronJob", part))

    def get(self, kind: str) -> Document | None:
        """The one of a kind."""
        return next((role.document for role in self.roles if role.kind == kind), None)

    def jobs(self) -> Mapping[str, Document]:
        """The CronJobs by their name in the settings."""
        return {role.part: role.document for role in self.roles if role.kind == "CronJob"}

    def without_place(self) -> list[Document]:
        """What no setting stands for."""
        known = [id(role.document) for role in self.roles]
        return [document for document in self.documents if id(document) not in known]

    @property
    def container(self) -> Mapping[str, Any]:
        """The app's own container: the one that the Deployment names first."""
        return containers_of(self.deployment)[0]

    def _of(self, kind: str) -> list[Document]:
        return [document for document in self.documents if document["kind"] == kind]


def pod_of(document: Document) -> Mapping[str, Any]:
    """The pods of a Deployment or a CronJob (`spec.template`)."""
    spec = document["spec"]
    template: Mapping[str, Any] = (spec["jobTemplate"]["spec"] if document["kind"] == "CronJob" else spec)["template"]
    return template


def containers_of(document: Document) -> Sequence[Mapping[str, Any]]:
    """The containers of its pods."""
    containers: Sequence[Mapping[str, Any]] = pod_of(document)["spec"]["containers"]
    return containers


def _serving(documents: Sequence[Document]) -> Document:
    deployments = [document for document in documents if document["kind"] == "Deployment"]
    selectors = list(_selectors(documents))
    serving = [
        document
        for document in deployments
        if any(selector.items() <= _labels(document).items() for selector in selectors)
    ]
    found = serving or deployments
    if len(found) != 1:
        many = ", ".join(str(document["metadata"]["name"]) for document in found)
        raise ProjectError(
            f"no web app: {'several Deployments serve: ' + many if many else 'it renders no Deployment'}; "
            "import it without --native"
        )
    return found[0]


def _selectors(documents: Sequence[Document]) -> Iterator[Mapping[str, Any]]:
    for document in documents:
        if document["kind"] == "Service" and (selector := document["spec"].get("selector")):
            yield selector


def _labels(document: Document) -> Mapping[str, Any]:
    return (pod_of(document).get("metadata") or {}).get("labels") or {}
