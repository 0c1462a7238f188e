"""A variable has a value and a source, or a source that is none or two, or one that a pod cannot read.

Why: the API server refuses the pod.
Fix: keep `value` or `valueFrom`, and in `valueFrom` or `envFrom` just one source, with its name.
"""

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Meaning, Severity

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

check = of_shape("variable")
