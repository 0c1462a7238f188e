"""A path of pathType Prefix or Exact holds a wildcard, and AWS' load balancer serves the Ingress.

Why: the controller refuses the Ingress ("prefix path shouldn't contain wildcards"): its rules never reach the load
balancer.
Fix: with Prefix write `/api` instead of `/api/*`: it covers what is below; or set pathType ImplementationSpecific.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.aws_load_balancer import served
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in served(manifests):
        for number, rule in enumerate(ingress.spec.get("rules", [])):
            for index, entry in enumerate(rule.get("http", {}).get("paths", [])):
                path, kind = entry.get("path", ""), entry.get("pathType")
                if kind not in ("Prefix", "Exact") or not set("*?") & set(path):
                    continue
                bare = path.rstrip("*").rstrip("/") or "/"
                plain = kind == "Prefix" and not set("*?") & set(bare)
                advice = (
                    f"Prefix covers what is below; write {bare}" if plain else "set pathType ImplementationSpecific"
                )
                where = ingress.where(f"spec.rules[{number}].http.paths[{index}].path")
                if not manifests.is_refused(ingress, where.field):
                    yield Finding(where, f"the controller takes no wildcard in a path of pathType {kind}; {advice}")
