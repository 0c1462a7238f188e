"""A report of two results, to write in every format."""

from __future__ import annotations

from dataclasses import replace

from plainsail.checks import RULES
from plainsail.findings.finding import DecidingLine
from plainsail.findings.report import Report, Result
from plainsail.location import Location

LINE = DecidingLine("liveness_probe", "envs/backend/base.py", 16, 'liveness_probe = Probe("/live", period_seconds=5)')

CONTAINER = Result(
    rule=RULES["liveness-before-readiness"],
    severity="error",
    environments=("production", "staging"),
    where=Location(
        path="dist/production/backend/Deployment.backend.yaml",
        line=2,
        environment="production",
        app="backend",
        object="Deployment/backend",
        field="spec.template.spec.containers[app].livenessProbe",
    ),
    message="killed after 10 s, but leaves rotation only after 30 s",
    fix="raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`",
    setting="liveness_probe",
    lines=(LINE,),
)
"""Decided by a line of Python."""

FILE = Result(
    rule=RULES["waiver"],
    severity="warning",
    environments=(),
    where=Location(path="some, odd:name.yaml", line=7, object="CronJob/sync", field="spec.schedule", namespace="jobs"),
    message="100 % odd",
    fix="mend it",
    setting="",
)
"""In user-supplied YAML."""

REPORT = Report(RULES, (CONTAINER, FILE), "18 objects, 41 checks", waived=1, left_out=("image/Dockerfile",))
QUIET = Report(RULES, (), "18 objects, 41 checks", "nothing to say", waived=1)


def report_of(*results: Result) -> Report:
    """A report of these alone."""
    return replace(REPORT, results=results)
