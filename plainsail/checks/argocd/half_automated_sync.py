"""Argo CD syncs an Application by itself, but only by halves.

Why: without `selfHeal`, what somebody changes by hand stays until the next commit; without `prune`, what leaves Git
stays in the cluster.
Fix: set `prune` and `selfHeal`, unless this is meant.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_HALVES = {"prune": "removed objects stay", "selfHeal": "drift stays"}


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        automated = application.spec.get("syncPolicy", {}).get("automated")
        if automated is None or automated.get("enabled") is False:
            continue
        for field, message in _HALVES.items():
            if not automated.get(field):
                where = application.where("spec.syncPolicy.automated", field)
                yield Finding(where, f"without {field}, {message}")
