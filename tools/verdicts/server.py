"""Asks an API server what it says of an object, without anything being written there."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from constructs_lib.kubernetes.objects import Document
from plainsail.yaml_reader import load_all

_APPLY = "fieldManager=verdicts&force=true"
_PATCH = "application/apply-patch+yaml"


class Verdict(NamedTuple):
    """What the server says."""

    accepts: bool
    message: str


class Server:
    """A cluster to ask, by the current context of a kubeconfig with client certificates."""

    def __init__(self, kubeconfig: Path) -> None:
        [config] = load_all(kubeconfig.read_text(encoding="utf-8"))
        context = _named(config["contexts"], config["current-context"])["context"]
        cluster = _named(config["clusters"], context["cluster"])["cluster"]
        user = _named(config["users"], context["user"])["user"]
        self._host = urlsplit(cluster["server"]).netloc
        self._tls = ssl.create_default_context(cafile=_file(cluster, "certificate-authority"))
        self._tls.load_cert_chain(_file(user, "client-certificate"), _file(user, "client-key"))
        self._connection = self._connected()
        self._resources: dict[tuple[str, str], tuple[str, bool]] = {}

    def version(self) -> str:
        """`v1.35.4`."""
        return str(self._ask("GET", "/version")[1]["gitVersion"])

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine."""
        return self._host.rpartition(":")[0] in {"127.0.0.1", "localhost", "[::1]"}

    def ensure(self, document: Document) -> None:
        """Writes an object, where it is not there yet."""
        self._ask("POST", self._path(document), document)

    def create(self, document: Document) -> Verdict | None:
        """What it says to the object being made, fields that it does not know included; None where it fails itself.

        An object that is there already was found valid before.
        """
        try:
            status, answer = self._ask("POST", f"{self._path(document)}?dryRun=All&fieldValidation=Strict", document)
        except http.client.HTTPException:
            return None
        return _verdict(200 if answer.get("reason") == "AlreadyExists" else status, answer)

    @contextmanager
    def holding(self, document: Document) -> Iterator[None]:
        """The object is there while this lasts. It is written, and taken away again if it was not there before."""
        path = f"{self._path(document)}/{document['metadata']['name']}"
        was_there = self._ask("GET", path)[0] < 300
        status, answer = self._ask("PATCH", f"{path}?{_APPLY}", document, _PATCH)
        if status >= 300:
            raise ValueError(answer.get("message"))
        try:
            yield
        finally:
            if not was_there:
                self._ask("DELETE", f"{path}?gracePeriodSeconds=0&propagationPolicy=Background")
                self._ask("PATCH", path, {"metadata": {"finalizers": None}}, "application/merge-patch+json")

    def update(self, document: Document) -> Verdict | None:
        """What it says to an object that is there becoming this, applied by whoever made it; None where it fails.

        The name must be that of the object.
        """
        answer = self._applied(document)
        return _verdict(*answer) if answer else None

    def applied(self, document: Document) -> Document | None:
        """What becomes of an object that is there when this is applied; None where it is refused.

        The name must be that of the object.
        """
        status, answer = self._applied(document) or (500, {})
        return answer if status < 300 else None

    def _applied(self, document: Document) -> tuple[int, dict[str, Any]] | None:
        path = f"{self._path(document)}/{document['metadata']['name']}?dryRun=All&fieldValidation=Strict&{_APPLY}"
        try:
            return self._ask("PATCH", path, document, _PATCH)
        except http.client.HTTPException:
            return None

    def _path(self, document: Document) -> str:
        version, kind = document["apiVersion"], document["kind"]
        if (version, kind) not in self._resources:
            for resource in self._ask("GET", _root(version))[1].get("resources", ()):
                if "/" not in resource["name"]:
                    self._resources[version, resource["kind"]] = resource["name"], resource["namespaced"]
        resource, namespaced = self._resources[version, kind]
        namespace = document["metadata"].get("namespace", "default")
        return f"{_root(version)}{f'/namespaces/{namespace}' if namespaced else ''}/{resource}"

    def _ask(
        self, method: str, path: str, body: Any = None, media: str = "application/json"
    ) -> tuple[int, dict[str, Any]]:
        content = None if body is None else json.dumps(body).encode()
        for attempt in range(3):
            try:
                self._connection.request(method, path, content, {"Content-Type": media, "Accept": "application/json"})
                response = self._connection.getresponse()
                answer = response.read()
                break
            except (http.client.HTTPException, OSError):
                if attempt == 2:
                    raise
                self._connection = self._connected()
        with suppress(ValueError):
            return response.status, json.loads(answer)
        return response.status, {"message": answer.decode(errors="replace")}

    def _connected(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(self._host, context=self._tls, timeout=60)


def _verdict(status: int, answer: dict[str, Any]) -> Verdict:
    return Verdict(status < 300, "" if status < 300 else str(answer.get("message", "")))


def _root(api_version: str) -> str:
    return f"/apis/{api_version}" if "/" in api_version else f"/api/{api_version}"


def _named(entries: list[Any], name: str) -> Any:
    return next(entry for entry in entries if entry["name"] == name)


def _file(entry: dict[str, Any], key: str) -> str:
    """A certificate as a file; a kubeconfig may hold it within."""
    if key in entry:
        return str(entry[key])
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(base64.b64decode(entry[f"{key}-data"]))
    return file.name
