"""A claim for storage has no size, or asks for what does not go together.

Why: the API server refuses the claim, or the workload that has it.
Fix: set `resources.requests.storage` and `accessModes`, keep `ReadWriteOncePod` alone, and name one source of data.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("claim")
