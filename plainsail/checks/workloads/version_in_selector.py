"""A selector that may not change holds a label that every release changes.

Why: the selector of a Deployment, StatefulSet or DaemonSet, and the claims of a StatefulSet, are immutable: the API
server refuses the next release.
Fix: take `app.kubernetes.io/version` and `helm.sh/chart` out of the selector; keep them as labels of the pods.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_CHANGING = frozenset({"app.kubernetes.io/version", "helm.sh/chart"})
_CHART = re.compile(r".+-v?\d+\.\d+\.\d+.*")


def check(manifests: Manifests) -> Iterator[Finding]:
    for workload in manifests.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"):
        selector = mapping(workload.spec, "selector")
        for label, value in mapping(selector, "matchLabels").items():
            if _changes(label, value):
                message = f"every release changes {label}, and the API server refuses another selector"
                yield Finding(workload.where(("spec", "selector", "matchLabels", label)), message)
        for index, expression in enumerate(mappings(selector, "matchExpressions")):
            values = listed(expression, "values")
            if values and _changes(text(expression, "key"), str(values[0])):
                message = f"every release changes {expression['key']}, and the API server refuses another selector"
                yield Finding(workload.where(("spec", "selector", "matchExpressions", index)), message)
    for workload in manifests.of("StatefulSet"):
        for index, claim in enumerate(mappings(workload.spec, "volumeClaimTemplates")):
            for label, value in mapping(claim, "metadata", "labels").items():
                if _changes(label, value):
                    field = ("spec", "volumeClaimTemplates", index, "metadata", "labels", label)
                    message = f"every release changes {label}, and the API server refuses other claims"
                    yield Finding(workload.where(field), message)


def _changes(label: str, value: str) -> bool:
    """Whether every release changes a label; `chart: shop-1.2.3` is what charts wrote before `helm.sh/chart`."""
    return label in _CHANGING or (label == "chart" and _CHART.fullmatch(value) is not None)
