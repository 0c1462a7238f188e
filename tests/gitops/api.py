"""The cluster's API, through `kubectl proxy`: however a kubeconfig logs in, kubectl knows how."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document


class Kind(NamedTuple):
    """Where the API keeps the objects of a kind."""

    api_version: str
    plural: str
    namespaced: bool = True

    @property
    def root(self) -> str:
        """`/apis/apps/v1`."""
        return f"/apis/{self.api_version}" if "/" in self.api_version else f"/api/{self.api_version}"

    def path(self, namespace: str | None = None, name: str | None = None) -> str:
        """The address of one object, of those in a namespace, or of all."""
        place = f"/namespaces/{namespace}" if namespace and self.namespaced else ""
        return f"{self.root}{place}/{self.plural}{f'/{name}' if name else ''}"


KINDS = {
    "APIService": Kind("apiregistration.k8s.io/v1", "apiservices", namespaced=False),
    "AppProject": Kind("argoproj.io/v1alpha1", "appprojects"),
    "Application": Kind("argoproj.io/v1alpha1", "applications"),
    "ClusterSecretStore": Kind("external-secrets.io/v1", "clustersecretstores", namespaced=False),
    "ConfigMap": Kind("v1", "configmaps"),
    "CronJob": Kind("batch/v1", "cronjobs"),
    "Deployment": Kind("apps/v1", "deployments"),
    "ExternalSecret": Kind("external-secrets.io/v1", "externalsecrets"),
    "HorizontalPodAutoscaler": Kind("autoscaling/v2", "horizontalpodautoscalers"),
    "Ingress": Kind("networking.k8s.io/v1", "ingresses"),
    "Job": Kind("batch/v1", "jobs"),
    "LimitRange": Kind("v1", "limitranges"),
    "Namespace": Kind("v1", "namespaces", namespaced=False),
    "NetworkPolicy": Kind("networking.k8s.io/v1", "networkpolicies"),
    "Node": Kind("v1", "nodes", namespaced=False),
    "Pod": Kind("v1", "pods"),
    "PodDisruptionBudget": Kind("policy/v1", "poddisruptionbudgets"),
    "ReplicaSet": Kind("apps/v1", "replicasets"),
    "Secret": Kind("v1", "secrets"),
    "Service": Kind("v1", "services"),
    "ServiceAccount": Kind("v1", "serviceaccounts"),
}
"""What the suite looks at, or writes."""


class Refused(Exception):
    """The API server's answer to what it does not do."""


class Api:
    """Reads, writes and watches objects."""

    def __init__(self, socket_path: Path) -> None:
        self._socket = socket_path

    def get(self, kind: str, namespace: str | None, name: str) -> Document | None:
        """One object, or None."""
        status, answer = self._ask("GET", KINDS[kind].path(namespace, name))
        return answer if status < 300 else None

    def items(self, kind: str, namespace: str | None = None) -> list[Document]:
        """All objects of a kind, in one namespace or everywhere; none where the cluster does not know the kind."""
        status, answer = self._ask("GET", KINDS[kind].path(namespace))
        return answer["items"] if status < 300 else []

    def apply(self, *documents: Document) -> None:
        """Server-side apply, by the suite's own name."""
        for document in documents:
            metadata = document["metadata"]
            path = KINDS[document["kind"]].path(metadata.get("namespace"), metadata["name"])
            query = "?fieldManager=gitops-suite&force=true"
            self._done("PATCH", path + query, document, "application/apply-patch+yaml")

    def merge(self, kind: str, namespace: str | None, name: str, part: Any, *, status: bool = False) -> None:
        """A JSON merge patch, of the object or of its status. One that is gone is left alone."""
        path = KINDS[kind].path(namespace, name) + ("/status" if status else "")
        self._done("PATCH", path, part, "application/merge-patch+json")

    def bind(self, pod: Document, node: str) -> None:
        """What a scheduler does."""
        metadata = pod["metadata"]
        target = {"apiVersion": "v1", "kind": "Node", "name": node}
        binding = {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": metadata["name"]}, "target": target}
        self._done("POST", KINDS["Pod"].path(metadata["namespace"], metadata["name"]) + "/binding", binding)

    def delete(self, kind: str, namespace: str | None, name: str, *, grace: int | None = None) -> None:
        """Deletes an object, if it is there, and lets what it owns go with it."""
        options: dict[str, Any] = {"propagationPolicy": "Background"}
        if grace is not None:
            options["gracePeriodSeconds"] = grace
        self._done("DELETE", KINDS[kind].path(namespace, name), options)

    def listed(self, kind: str) -> tuple[list[Document], str]:
        """All objects of a kind, and the version from which on to watch."""
        status, answer = self._ask("GET", KINDS[kind].path())
        if status >= 300:
            raise Refused(f"{kind}: {answer.get('message')}")
        return answer["items"], answer["metadata"]["resourceVersion"]

    def watch(self, kind: str, version: str) -> Iterator[dict[str, Any]]:
        """Events from a version on, until the server ends it."""
        connection = self._connected(timeout=700)
        path = f"{KINDS[kind].path()}?watch=1&resourceVersion={version}&timeoutSeconds=600&allowWatchBookmarks=true"
        try:
            connection.request("GET", path)
            for line in connection.getresponse():
                yield json.loads(line)
        finally:
            connection.close()

    def knows(self, kind: str) -> bool:
        """Whether clients that ask which kinds there are hear of this one."""
        _, answer = self._ask("GET", KINDS[kind].root)
        return any(resource["kind"] == kind for resource in answer.get("resources", ()))

    def serves(self, path: str) -> bool:
        """Whether anything answers at a path."""
        return self._ask("GET", path)[0] < 300

    def _done(self, method: str, path: str, body: Any, media: str = "application/json") -> None:
        status, answer = self._ask(method, path, body, media)
        if status >= 300 and status not in {404, 409}:
            raise Refused(f"{method} {path}: {answer.get('message')}")

    def _ask(
        self, method: str, path: str, body: Any = None, media: str = "application/json"
    ) -> tuple[int, dict[str, Any]]:
        connection = self._connected(timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": media})
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        with suppress(ValueError):
            return response.status, json.loads(answer)
        return response.status, {"message": answer.decode(errors="replace")}

    def _connected(self, timeout: float) -> _Connection:
        return _Connection(self._socket, timeout)


class _Connection(http.client.HTTPConnection):
    """HTTP over a socket in the file system: nobody else on the machine finds a door to the cluster."""

    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@contextmanager
def api() -> Iterator[Api]:
    """The API of the cluster of KUBECONFIG, while the block lasts."""
    # A path of a socket holds about a hundred bytes: a test's own folder may be longer.
    with tempfile.TemporaryDirectory(prefix="gitops-") as folder:
        path = Path(folder) / "api"
        kubectl = str(Path(sys.executable).with_name("kubectl"))
        command = [kubectl, "proxy", f"--unix-socket={path}", "--reject-paths=^$", "--reject-methods=^$"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as proxy:
            try:
                deadline = time.monotonic() + 20
                while not path.exists():
                    if proxy.poll() is not None or time.monotonic() > deadline:
                        raise AssertionError(f"kubectl proxy does not start: {proxy.stderr and proxy.stderr.read()!r}")
                    time.sleep(0.05)
                yield Api(path)
            finally:
                proxy.terminate()
