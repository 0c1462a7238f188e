"""A job's fields contradict each other.

Why: the API server refuses the job.
Fix: let the job select its own pods, and give an indexed job `completions`.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("job")(manifests)
    for job in manifests.of("Job"):
        for field, message in _wrong(job.spec):
            yield Finding(job.where(f"spec.{field}"), message)
    for cron_job in manifests.of("CronJob"):
        inner = cron_job.spec["jobTemplate"]["spec"]
        for field, message in _wrong(inner):
            yield Finding(cron_job.where(f"spec.jobTemplate.spec.{field}"), message)
        if inner.get("manualSelector"):
            field = "spec.jobTemplate.spec.manualSelector"
            yield Finding(cron_job.where(field), "a CronJob's jobs select their own pods")


def _wrong(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "selector" in spec and not spec.get("manualSelector"):
        yield "selector", "is the job's own to make, unless manualSelector is true"
    if spec.get("completionMode") == "Indexed" and "completions" not in spec:
        yield "completions", "an indexed job needs completions"
    if "backoffLimitPerIndex" in spec and spec.get("completionMode") != "Indexed":
        yield "backoffLimitPerIndex", "belongs to completionMode: Indexed"
    if "podFailurePolicy" in spec and spec["template"]["spec"].get("restartPolicy") != "Never":
        yield "podFailurePolicy", "needs restartPolicy: Never"
