"""A Windows container runs as a process of its node.

Why: it has the node's files, network and users.
Fix: remove `windowsOptions.hostProcess`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import security_contexts

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    """HostProcess pods and containers (Pod Security baseline)."""
    for pod in manifests.pods():
        for security, where in security_contexts(pod):
            match security:
                case {"windowsOptions": {"hostProcess": True}}:
                    field = replace(where, field=f"{where.field}.windowsOptions.hostProcess")
                    yield violation(
                        manifests, pod, field, "runs as a process of the node", level="baseline", dangerous=True
                    )
