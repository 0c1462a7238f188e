"""What the kubelet asks a container, and for how long it waits for a first good answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plainsail.manifests.lifecycle import budget
from plainsail.manifests.pods import Container
from plainsail.manifests.ports import number_of

_PROBES = {"startup": "startupProbe", "liveness": "livenessProbe", "readiness": "readinessProbe"}
_UNBOUNDED = 60
"""Seconds to wait where nothing would ever kill the container."""


@dataclass(frozen=True)
class HttpProbe:
    """One HTTP probe."""

    probe: str
    """`startup`, `liveness` or `readiness`."""
    scheme: str
    port: int
    path: str
    host: str
    """The Host header; empty where the engine's own address will do."""
    period_seconds: int
    timeout_seconds: int
    budget_seconds: int
    """Seconds from the container's start until each of its probes must have answered well."""


def http_probes(container: Container) -> Iterator[HttpProbe]:
    """The HTTP probes of a container. Those of other kinds cannot be asked from outside of it."""
    within = budget(container.spec) or _UNBOUNDED
    for name, field in _PROBES.items():
        probe = container.spec.get(field, {})
        asked = probe.get("httpGet")
        port = number_of(asked.get("port"), container) if asked else None
        if asked and port:
            headers = {entry["name"].lower(): entry["value"] for entry in asked.get("httpHeaders", [])}
            yield HttpProbe(
                probe=name,
                scheme=asked.get("scheme", "HTTP").lower(),
                port=port,
                path=asked.get("path", "/"),
                host=headers.get("host", asked.get("host", "")),
                period_seconds=probe.get("periodSeconds", 10),
                timeout_seconds=probe.get("timeoutSeconds", 1),
                budget_seconds=within,
            )
