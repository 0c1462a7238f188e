"""A rollout's settings contradict each other.

Why: the API server refuses the workload.
Fix: leave `rollingUpdate` to its own strategy, give a rollout longer than a pod needs to count as available, and let a
DaemonSet add pods first (`maxSurge`) or take them first (`maxUnavailable`), not both.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("rollout")
