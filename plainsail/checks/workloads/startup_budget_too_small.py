"""A container is killed while it starts.

The time to start in is that of the startup probe or, without one, of the liveness probe: the first delay, plus period
times failures. It must reach beyond the readiness probe's own first delay, which says how long a start is expected to
take; and less than 15 seconds is little for a cold node that pulls, boots and serves other pods as well.

Why: the restart loop begins on the day that a start is slow: a busy node, a cold cache, a long migration.
Fix: set `startupProbe` with enough `failureThreshold` for the slowest start; it costs a fast one nothing.
In settings: set `startup_probe` with enough `failure_threshold` for the slowest start; it costs a fast one nothing.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.lifecycle import budget
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "will fail"
_LITTLE = 15


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        seconds = budget(container.spec)
        if seconds is None or container.is_init:
            continue
        probe = "startupProbe" if "startupProbe" in container.spec else "livenessProbe"
        expected = container.spec.get("readinessProbe", {}).get("initialDelaySeconds", 0)
        if seconds <= expected:
            message = f"killed {seconds} s after its start, but readinessProbe first asks after {expected} s"
            severity = graded(container.resource, SEVERITY, foreign="warning")
            yield Finding(container.where(probe), message, severity=severity)
        elif seconds < _LITTLE:
            message = f"killed when it has not started within {seconds} s"
            yield Finding(container.where(probe), message, severity="info")
