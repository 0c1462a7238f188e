"""An amount of CPU, memory or storage cannot be read, or is below zero.

Why: the API server refuses the object.
Fix: write a number and a suffix: `100m`, `64Mi`, `1.5Gi`.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("quantity")
