"""Stands in for metrics-server: without the metrics API an autoscaler, and its Application with it, is Degraded.

Every container uses 10m of CPU and 32Mi of memory: for the sample, a tenth and a half of what it requests.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from constructs_lib.kubernetes.objects import Document
from tests.gitops.api import Api

GROUP = "/apis/metrics.k8s.io/v1beta1"
_NAME = "v1beta1.metrics.k8s.io"
_SERVICE = {"namespace": "kube-system", "name": "metrics-stands-in"}
_USAGE = {"cpu": "10m", "memory": "32Mi"}
_RESOURCES = {
    "kind": "APIResourceList",
    "apiVersion": "v1",
    "groupVersion": "metrics.k8s.io/v1beta1",
    "resources": [
        {"name": "pods", "singularName": "", "namespaced": True, "kind": "PodMetrics", "verbs": ["get", "list"]}
    ],
}


class _Handler(BaseHTTPRequestHandler):
    api: Api

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        parts = url.path.strip("/").split("/")
        body: dict[str, Any] = _RESOURCES
        if "namespaces" in parts:
            selector = dict(
                pair.split("=", 1) for pair in unquote(parse_qs(url.query).get("labelSelector", [""])[0]).split(",")
            )
            pods = self.api.items("Pod", parts[parts.index("namespaces") + 1])
            chosen = [pod for pod in pods if selector.items() <= pod["metadata"].get("labels", {}).items()]
            items = [_metrics(pod) for pod in chosen]
            body = {"kind": "PodMetricsList", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": {}, "items": items}
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Says nothing."""


def _metrics(pod: Document) -> Document:
    metadata = {key: pod["metadata"][key] for key in ("name", "namespace", "labels")}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    containers = [{"name": container["name"], "usage": _USAGE} for container in pod["spec"]["containers"]]
    return {"metadata": metadata, "timestamp": now, "window": "30s", "containers": containers}


@contextmanager
def metrics(api: Api, host: str) -> Iterator[None]:
    """Answers while the block lasts."""
    handler = type("Handler", (_Handler,), {"api": api})
    with ThreadingHTTPServer((host, 0), handler) as server, tempfile.TemporaryDirectory() as folder:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_certificate(Path(folder)))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # The API server resolves the name of such a Service itself: an address is one, too.
        place = {"type": "ExternalName", "externalName": "localhost" if host == "127.0.0.1" else host}
        service = {"apiVersion": "v1", "kind": "Service", "metadata": _SERVICE, "spec": place}
        spec = {
            "group": "metrics.k8s.io",
            "version": "v1beta1",
            "groupPriorityMinimum": 100,
            "versionPriority": 100,
            "insecureSkipTLSVerify": True,
            "service": _SERVICE | {"port": server.server_port},
        }
        about = {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": _NAME}}
        api.apply(service, about | {"spec": spec})
        try:
            yield
        finally:
            api.delete("APIService", None, _NAME)
            api.delete("Service", *_SERVICE.values())
            server.shutdown()


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=metrics"]
    files = ["-out", str(certificate), "-keyout", str(key)]
    subprocess.run([*command, *files], capture_output=True, check=True)
    return certificate, key
