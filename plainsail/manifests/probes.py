"""What probes add up to, in seconds. Defaults are Kubernetes' own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Probe = Mapping[str, Any]
HANDLERS = ("httpGet", "exec", "grpc", "tcpSocket")


def grace(probe: Probe) -> int:
    """Seconds of failing until a probe has its way. A question that hangs delays the next one.

    >>> grace({"periodSeconds": 20, "failureThreshold": 5}), grace({"periodSeconds": 5, "timeoutSeconds": 8}), grace({})
    (100, 24, 30)
    """
    period: int = max(probe.get("periodSeconds", 10), probe.get("timeoutSeconds", 1))
    threshold: int = probe.get("failureThreshold", 3)
    return period * threshold


def budget(container: Mapping[str, Any]) -> int | None:
    """Seconds that a container has to start in before it is killed; None where nobody kills it.

    >>> budget({"livenessProbe": {"initialDelaySeconds": 15}}), budget({"readinessProbe": {}})
    (45, None)
    """
    probe = container.get("startupProbe", container.get("livenessProbe"))
    if probe is None:
        return None
    delay: int = probe.get("initialDelaySeconds", 0)
    return delay + grace(probe)


def question(probe: Probe) -> Any:
    """What a probe asks: two probes with the same question get the same answers. Headers only say who is asking."""
    for handler in HANDLERS:
        if handler in probe:
            asked = dict(probe[handler])
            if handler == "httpGet":
                asked = {"path": "/", **asked, "scheme": None, "httpHeaders": None}
            return handler, asked
    return None
