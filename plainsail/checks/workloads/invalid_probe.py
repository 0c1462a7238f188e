"""A probe or a lifecycle hook has no handler, or two, or a number that its kind does not take.

Why: the API server refuses the pod.
Fix: keep just one of `httpGet`, `exec`, `tcpSocket`, `grpc` (a hook: `sleep`); `successThreshold` above 1 and
`terminationGracePeriodSeconds` each belong to certain probes only.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_WAYS = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("probe")(manifests)
    for container in manifests.containers():
        for name in _PROBES:
            if (probe := container.spec.get(name)) is not None:
                for message in _wrong(name, probe):
                    yield Finding(container.where(name), message)
        for name, hook in container.spec.get("lifecycle", {}).items():
            if name in ("preStop", "postStart") and (wrong := _ways(hook)):
                yield Finding(container.where(f"lifecycle.{name}"), wrong)
        yield from _of_init(container)


def _wrong(name: str, probe: dict[str, Any]) -> Iterator[str]:
    if message := _ways(probe):
        yield message
    if name != "readinessProbe" and probe.get("successThreshold", 1) > 1:
        yield f"successThreshold is {probe['successThreshold']}; only a readinessProbe takes more than 1"
    if name == "readinessProbe" and "terminationGracePeriodSeconds" in probe:
        yield "terminationGracePeriodSeconds belongs to probes that kill; a readinessProbe does not"


def _ways(action: dict[str, Any]) -> str | None:
    ways = [way for way in _WAYS if way in action]
    if not ways:
        return f"has no {', '.join(_WAYS[:-1])}: nothing to ask"
    return f"has {' and '.join(ways)}: which one counts?" if len(ways) > 1 else None


def _of_init(container: Container) -> Iterator[Finding]:
    """An init container ends before anyone could ask it; one that restarts always is a sidecar and may be asked."""
    if not container.is_init:
        return
    for name in (*_PROBES, "lifecycle"):
        if name in container.spec:
            yield Finding(container.where(name), f"an init container takes no {name}")
