"""A job's fields contradict each other.

Why: the API server refuses the job.
Fix: let the job select its own pods, give an indexed job `completions`, keep limits per index and `successPolicy` to
indexed jobs, and give each rule of a `podFailurePolicy` exit codes or conditions.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("job")
