"""Findings as people read them."""

from click import unstyle

from plainsail.findings.formats.text import write
from tests.plainsail.verdicts import QUIET, VERDICT

WRITTEN = """\
error[liveness-before-readiness] production, staging  Deployment/backend app
  killed after 10 s, but leaves rotation only after 30 s
  set by  envs/backend/base.py:16  liveness_probe = Probe("/live", period_seconds=5)
  fix     raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`

warning[waiver]  CronJob/sync spec.schedule
  100 % odd
  in      some, odd:name.yaml:7
  fix     mend it

not looked at: image/Dockerfile
18 objects, 41 checks: 1 error, 1 warning (1 waived)"""


def test_a_paragraph_for_each_finding_and_a_line_that_counts() -> None:
    assert unstyle(write(VERDICT)) == WRITTEN


def test_a_clean_run_says_what_it_did() -> None:
    assert unstyle(write(QUIET)) == "18 objects, 41 checks: nothing to say (1 waived)"
