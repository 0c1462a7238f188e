"""A toleration, or an expression of a selector or an affinity, contradicts its operator.

Why: the API server refuses the pod; what it takes and the scheduler cannot read, no node fits.
Fix: give `In` and `NotIn` values, `Exists` none, and `Gt` and `Lt` a whole number; `tolerationSeconds` belongs to the
effect NoExecute.
"""

import re
from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import at, mappings
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_WHOLE = re.compile("[-+]?[0-9]+")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("scheduling")(manifests)
    for pod in manifests.pods():
        terms = at(pod.spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") or {}
        for term in mappings(terms, "nodeSelectorTerms"):
            for expression in mappings(term, "matchExpressions"):
                operator, values = expression.get("operator"), expression.get("values", [])
                if operator in ("Gt", "Lt") and len(values) == 1 and not _WHOLE.fullmatch(values[0]):
                    message = (
                        f"{expression['key']} {operator} '{values[0]}': it compares whole numbers, and fits no node"
                    )
                    yield Finding(pod.where("affinity"), message, severity="warning")
