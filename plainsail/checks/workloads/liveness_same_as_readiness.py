"""Liveness asks the same question as readiness.

Why: readiness may fail because a database is away; liveness then restarts every pod at once, which brings no database
back and adds a cold start to the outage.
Fix: give `livenessProbe` a path that depends on nothing but the process itself.
In settings: give `liveness_probe` a path that depends on nothing but the process itself.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.lifecycle import question
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        match container.spec:
            case {"livenessProbe": live, "readinessProbe": ready} if question(live) == question(ready):
                # Whether a port is open tells nothing of other systems.
                if "tcpSocket" in live:
                    continue
                yield Finding(
                    container.where("livenessProbe"),
                    f"asks {_words(live)}, as readinessProbe does: "
                    "what should take the pod out of rotation restarts it",
                    severity=graded(container.resource, SEVERITY),
                )


def _words(probe: dict[str, dict[str, object]]) -> str:
    if "httpGet" in probe:
        return str(probe["httpGet"].get("path", "/"))
    return "the same command" if "exec" in probe else "the same service"
