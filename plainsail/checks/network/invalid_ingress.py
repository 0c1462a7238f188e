"""An Ingress has no rule, a path that is none, a host that is none, or a backend that names no single target.

Why: the API server refuses the Ingress.
Fix: begin paths with '/', name hosts by DNS, and name a service with a port's name or number.
"""

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_HOST = re.compile(r"(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", re.ASCII)
_TWISTS = ("//", "/./", "/../", "%2f", "%2F")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("ingress")(manifests)
    for ingress in manifests.of("Ingress"):
        for field, message in _wrong(ingress.spec):
            yield Finding(ingress.where(field), message)


def _wrong(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "defaultBackend" not in spec and not spec.get("rules"):
        yield "spec", "has neither a rule nor a defaultBackend"
    yield from _of_backend("spec.defaultBackend", spec.get("defaultBackend"))
    for number, rule in enumerate(spec.get("rules", [])):
        if (host := rule.get("host")) and not _is_host(host):
            yield f"spec.rules[{number}].host", f"'{host}' is no host name, such as example.com or *.example.com"
        for index, path in enumerate(rule.get("http", {}).get("paths", [])):
            field = f"spec.rules[{number}].http.paths[{index}]"
            if message := _of_path(path):
                yield f"{field}.path", message
            yield from _of_backend(f"{field}.backend", path["backend"])
    for number, tls in enumerate(spec.get("tls", [])):
        for host in tls.get("hosts", []):
            if not _is_host(host):
                yield f"spec.tls[{number}].hosts", f"'{host}' is no host name, such as example.com or *.example.com"


def _of_path(entry: dict[str, Any]) -> str | None:
    path, kind = entry.get("path", ""), entry["pathType"]
    if kind in ("Exact", "Prefix"):
        if not path.startswith("/"):
            return f"'{path}' does not begin with '/', as pathType {kind} demands"
        if twist := next((twist for twist in _TWISTS if twist in path), None):
            return f"'{path}' holds '{twist}', which pathType {kind} does not take"
    elif path and not path.startswith("/"):
        return f"'{path}' does not begin with '/'"
    return None


def _of_backend(field: str, backend: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    if backend is None:
        return
    service = backend.get("service")
    if (service is None) == ("resource" not in backend):
        yield field, "has service and resource" if service else "has neither service nor resource"
    if service is not None:
        port = service.get("port", {})
        if bool(port.get("name")) == bool(port.get("number")):
            fault = "has a name and a number" if port.get("name") else "has neither name nor number"
            yield f"{field}.service.port", fault


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return len(host) <= 253 and _HOST.fullmatch(host) is not None
    return False
