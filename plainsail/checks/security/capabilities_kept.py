"""A container keeps the runtime's default capabilities.

Why: an app needs none of them, and each is a piece of root for whoever breaks in.
Fix: drop them all: `capabilities: {drop: ["ALL"]}`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import is_windows

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        dropped = container.security.get("capabilities", {}).get("drop", [])
        if "ALL" not in dropped and not is_windows(container.pod):
            # The API server compares letter by letter, though the runtime does not mind.
            message = f"drops {', '.join(dropped)}, not ALL" if dropped else "drops no capability"
            yield violation(manifests, container, "securityContext.capabilities", message, level="restricted")
