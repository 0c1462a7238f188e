"""A verdict of two judgements, to write in every format."""

from __future__ import annotations

from plainsail.findings.engine import Judgement, Source, Verdict
from plainsail.location import Location

CONTAINER = Judgement(
    check="liveness-before-readiness",
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
    source=Source("liveness_probe", "envs/backend/base.py", 16, 'liveness_probe = Probe("/live", period_seconds=5)'),
)
"""Decided by a line of Python."""

FILE = Judgement(
    check="waiver",
    severity="warning",
    environments=(),
    where=Location(path="some, odd:name.yaml", line=7, object="CronJob/sync", field="spec.schedule"),
    message="100 % odd",
    fix="mend it",
    setting="",
    source=None,
)
"""In somebody's YAML."""

VERDICT = Verdict([CONTAINER, FILE], objects=18, checks=41, waived=1, left_out=("image/Dockerfile",))
QUIET = Verdict([], objects=18, checks=41, waived=1)
