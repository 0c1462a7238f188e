"""A probe or a lifecycle hook has no handler, or two, or a number that its kind does not take.

Why: the API server refuses the pod.
Fix: keep just one of `httpGet`, `exec`, `tcpSocket`, `grpc` (a hook: `sleep`); `successThreshold` above 1 and
`terminationGracePeriodSeconds` each belong to certain probes only; a `sleep` fits into the pod's grace period.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("probe")
